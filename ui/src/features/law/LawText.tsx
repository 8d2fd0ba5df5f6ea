import { LawLink } from './LawLink';
import { references } from './references';

/** A text whose references of articles open as cards. */
export function LawText({ children, on = null }: { children: string; on?: string | null }) {
  return (
    <>
      {references(children).map(({ text, at, cites }) =>
        cites ? (
          <LawLink key={at} id={text} on={on}>
            {text}
          </LawLink>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </>
  );
}
