import { useAside } from '../../app/aside';

interface Props {
  /** `gjj:16`, or a reference such as 《…》第…条. */
  id: string;
  /** The day of the event, which chooses the version; today when absent. */
  on?: string | null;
  children: string;
}

/** An article that opens as a card, from any number, alert or text. */
export function LawLink({ id, on = null, children }: Props) {
  const { openLaw } = useAside();
  return (
    <button type="button" className="link law-link" onClick={() => openLaw(id, on)} data-testid={`law-link-${id}`}>
      {children}
    </button>
  );
}
