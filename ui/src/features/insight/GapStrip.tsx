import type { GapCell } from '../../generated/GapCell';
import type { GapRow } from '../../generated/GapRow';
import { formatMoney } from '../../kit/money';
import { GAP_STATE, insuranceName, word } from '../../words/terms';
import { zh } from '../../words/zh';
import './insight.css';

const words = zh.insight;

const SIGN: Readonly<Record<string, string>> = {
  credited: '●',
  debited: '◐',
  declared: '◑',
  deducted: '◑',
  computed: '○',
  missing: '✕',
  none: '–',
};

function Cell({ cell, month, amounts }: { cell: GapCell; month: string; amounts: boolean }) {
  const due = cell.due ? ` ${formatMoney(cell.due)}` : '';
  const text = `${month} ${word(GAP_STATE, cell.state)}${due}`;
  const shown = amounts && cell.state === 'missing' && cell.due ? formatMoney(cell.due) : SIGN[cell.state];
  return (
    <td className={`gap-cell is-${cell.state}`} title={text}>
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{text}</span>
    </td>
  );
}

interface Props {
  label: string;
  months: readonly string[];
  rows: readonly GapRow[];
  /** The person and the unit stand in the row: a table of many. */
  named?: boolean;
}

/** Months beside each other, one row per insurance: how far each is proved; what is missing in yuan. */
export function GapStrip({ label, months, rows, named = false }: Props) {
  return (
    <table className="sheet gap-strip" aria-label={label} data-testid="gap-strip">
      <thead>
        <tr>
          {named ? <th scope="col">{zh.enrollment.person}</th> : null}
          <th scope="col">{named ? zh.enrollment.insurance : zh.enrollment.unit}</th>
          {months.map((month) => (
            <th key={month} scope="col" className="gap-month">
              {named ? month : month.slice(2)}
            </th>
          ))}
          <th scope="col" className="right">
            {words.missing}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.employee_no}.${row.unit}.${row.insurance}`}>
            {named ? (
              <td className="nowrap">
                <strong>{row.name}</strong> <span className="soft figure">{row.employee_no}</span>
                <div className="soft">{[row.department, row.unit].filter(Boolean).join(' · ')}</div>
              </td>
            ) : null}
            <td className="nowrap">
              {insuranceName(row.insurance)}
              {named ? null : <span className="soft"> {row.unit}</span>}
            </td>
            {row.cells.map((cell, index) => (
              <Cell key={months[index]} cell={cell} month={months[index] ?? ''} amounts={named} />
            ))}
            <td className="right figure">{row.missing === '0.00' ? '' : formatMoney(row.missing)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the signs mean. */
export function GapLegend() {
  return (
    <p className="soft gap-legend">
      {Object.entries(GAP_STATE).map(([state, name]) => (
        <span key={state} className={`is-${state}`}>
          {SIGN[state]} {name}
        </span>
      ))}
    </p>
  );
}
