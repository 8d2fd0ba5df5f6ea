import { useNavigate } from 'react-router';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { Mark, type Tone } from '../../kit/Mark';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.month;
const TONE: Readonly<Record<string, Tone>> = { pass: 'done', warn: 'soon', block: 'act' };
const PLACE: Readonly<Record<string, string>> = {
  ledger: '/ledger',
  import: '/exchange',
  matches: '/exchange/matches',
  remittance: '/remittance',
  reconciliation: '/reconciliation',
  settings: '/settings',
};

interface Props {
  month: string;
  /** Leaves the dialog for the screen that settles an item. */
  onLeave: () => void;
}

/** 封账检查单: what was found, and where it is settled. */
export function Checklist({ month, onLeave }: Props) {
  const go = useNavigate();
  const read = useRead(['checklist', month], () => bridge.monthChecklist(month));
  if (read.isError) return <FailureNote failure={read.error} />;
  const leave = (screen: string) => {
    onLeave();
    go(PLACE[screen] ?? '/');
  };
  return (
    <section className="stack">
      <h3>{words.checklist}</h3>
      <ul className="checklist" data-testid="checklist">
        {(read.data?.items ?? []).map((item) => (
          <li key={item.code} data-state={item.state}>
            <Mark tone={TONE[item.state] ?? 'off'}>{item.text}</Mark>
            {item.state === 'pass' ? null : (
              <button type="button" className="link" onClick={() => leave(item.screen)}>
                {words.settle}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
