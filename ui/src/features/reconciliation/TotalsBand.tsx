import type { Reconciliation } from '../../generated/Reconciliation';
import { Mark } from '../../kit/Mark';
import { formatMoney, sumShown, toFen } from '../../kit/money';
import { zh } from '../../words/zh';
import { sumOf } from './differences';

const words = zh.reconciliation.band;

interface Box {
  id: 'due' | 'payroll' | 'agency' | 'bank';
  sum: string | null;
  partly: boolean;
  difference: string | null;
}

function boxes(result: Reconciliation): Box[] {
  const rows = result.by_period;
  const due = sumShown(rows.flatMap((row) => [row.due_employer, row.due_employee]));
  const payroll = sumOf(rows.map((row) => row.payroll_employee));
  const agency = sumOf(rows.flatMap((row) => [row.agency_employer, row.agency_employee]));
  const bank = sumOf(result.by_booking.map((row) => row.bank));
  const apart = (amounts: readonly (string | null)[]) => sumOf(amounts).sum;
  return [
    { id: 'due', sum: due, partly: false, difference: null },
    { id: 'payroll', ...payroll, difference: apart(rows.map((row) => row.differences.payroll_employee)) },
    {
      id: 'agency',
      ...agency,
      difference: apart(rows.flatMap((row) => [row.differences.agency_employer, row.differences.agency_employee])),
    },
    { id: 'bank', ...bank, difference: apart(result.by_booking.map((row) => row.difference)) },
  ];
}

function Apart({ box }: { box: Box }) {
  if (box.id === 'due') return null;
  if (box.sum === null) return <Mark tone="off">{words.notImported}</Mark>;
  const none = toFen(box.difference) === 0n;
  return (
    <>
      <Mark tone={none ? 'done' : 'act'}>
        {words.against[box.id]} {none ? zh.reconciliation.exact : formatMoney(box.difference)}
      </Mark>
      {box.partly ? <Mark tone="off">{words.partly}</Mark> : null}
    </>
  );
}

/** What each source says in all, and how far it is from what it should be. */
export function TotalsBand({ result }: { result: Reconciliation }) {
  const open = toFen(result.residual) !== 0n;
  return (
    <section className="figures recon-band" aria-label={words.label} data-testid="recon-band">
      {boxes(result).map((box) => (
        <div key={box.id} className="figure-box panel">
          <span>{words[box.id]}</span>
          <strong className="figure">{box.sum === null ? '—' : formatMoney(box.sum)}</strong>
          <div className="row is-tight">
            <Apart box={box} />
          </div>
        </div>
      ))}
      <div className={`figure-box panel ${open ? 'is-act' : ''}`} data-testid="recon-residual">
        <span>{words.open}</span>
        <strong className="figure">{formatMoney(result.residual)}</strong>
        <Mark tone={open ? 'act' : 'done'}>{open ? words.openText : words.explained}</Mark>
      </div>
    </section>
  );
}
