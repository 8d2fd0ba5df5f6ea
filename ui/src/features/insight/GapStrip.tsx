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
  uncomputed: '·',
  none: '–',
};

interface CellProps {
  cell: GapCell;
  month: string;
  /** With it a missing record is told in yuan, and leads on. */
  onMissing?: ((month: string) => void) | undefined;
}

/** One month of one insurance: a sign, and for a reader its words. */
export function Cell({ cell, month, onMissing }: CellProps) {
  const due = cell.due ? formatMoney(cell.due) : '';
  const text = [month, word(GAP_STATE, cell.state), due].filter(Boolean).join(' ');
  if (onMissing && cell.state === 'missing') {
    return (
      <td className="gap-cell is-missing" title={text}>
        <button type="button" className="link" aria-label={text} onClick={() => onMissing(month)}>
          {due || SIGN.missing}
        </button>
      </td>
    );
  }
  return (
    <td className={`gap-cell is-${cell.state}`} title={text}>
      <span aria-hidden="true">{SIGN[cell.state]}</span>
      <span className="sr-only">{text}</span>
    </td>
  );
}

interface Props {
  label: string;
  months: readonly string[];
  rows: readonly GapRow[];
}

/** How many of the months belong to each year. */
function yearsOf(months: readonly string[]): [string, number][] {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return years.map((year) => [year, months.filter((month) => month.startsWith(year)).length]);
}

function Head({ months, unit }: { months: readonly string[]; unit: string }) {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {unit}
        </th>
        {yearsOf(months).map(([year, span]) => (
          <th key={year} scope="colgroup" colSpan={span} className="gap-month gap-year">
            {zh.frame.year(year)}
          </th>
        ))}
        <th scope="col" rowSpan={2} className="right">
          {words.missing}
        </th>
      </tr>
      <tr>
        {months.map((month) => (
          <th key={month} scope="col" className="gap-month" aria-label={month}>
            {Number(month.slice(5))}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One person's months beside each other, one row per insurance: how far each is proved. */
export function GapStrip({ label, months, rows }: Props) {
  const units = [...new Set(rows.map((row) => row.unit))];
  const several = units.length > 1;
  return (
    <div className="gap-scroll">
      <table className="sheet gap-strip" aria-label={label} data-testid="gap-strip">
        <Head months={months} unit={several ? zh.enrollment.unit : (units[0] ?? '')} />
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.unit}.${row.insurance}`}>
              <td className="nowrap">
                {insuranceName(row.insurance)}
                {several ? <div className="soft">{row.unit}</div> : null}
              </td>
              {row.cells.map((cell, index) => (
                <Cell key={months[index]} cell={cell} month={months[index] ?? ''} />
              ))}
              <td className="right figure">{row.missing === '0.00' ? '' : formatMoney(row.missing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
