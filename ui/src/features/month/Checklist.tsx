import { useNavigate } from 'react-router';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import type { Tone } from '../../kit/Mark';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.month;
const TONE: Readonly<Record<string, Tone>> = { pass: 'done', warn: 'soon', block: 'act' };
const ICON: Readonly<Record<string, string>> = { pass: '✓', warn: '◐', block: '!' };
/** What is in the way stands first. */
const ORDER = ['block', 'warn', 'pass'] as const;
const PLACE: Readonly<Record<string, string>> = {
  ledger: '/ledger',
  import: '/exchange',
  matches: '/exchange/matches',
  remittance: '/remittance',
  reconciliation: '/reconciliation',
  settings: '/settings',
};

/** The checklist of a month. */
export function useChecklist(month: string) {
  return useRead(['checklist', month], () => bridge.monthChecklist(month));
}

interface Props {
  month: string;
  /** Leaves the dialog for the screen that settles an item. */
  onLeave: () => void;
}

/** 封账检查单: what was found, and where it is settled. */
export function Checklist({ month, onLeave }: Props) {
  const go = useNavigate();
  const read = useChecklist(month);
  if (read.isError) return <FailureNote failure={read.error} />;
  const items = ORDER.flatMap((state) => (read.data?.items ?? []).filter((item) => item.state === state));
  const leave = (screen: string) => {
    onLeave();
    go(PLACE[screen] ?? '/');
  };
  return (
    <section className="stack">
      <h3>{words.checklist}</h3>
      <ul className="checklist" data-testid="checklist">
        {items.map((item) => (
          <li key={item.code} data-state={item.state}>
            <span className={`mark is-wrapping is-${TONE[item.state] ?? 'off'}`}>
              <span aria-hidden="true">{ICON[item.state]}</span>
              <span>{item.text}</span>
            </span>
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
