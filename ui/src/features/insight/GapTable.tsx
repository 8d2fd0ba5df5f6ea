import { Link } from 'react-router';
import type { GapRow } from '../../generated/GapRow';
import { formatMoney } from '../../kit/money';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { Cell } from './GapStrip';
import './insight.css';

const words = zh.insight;

interface Props {
  months: readonly string[];
  rows: readonly GapRow[];
  /** Opens the reconciliation of the month in which a record is missing. */
  onMissing: (month: string) => void;
}

/** Rows of one person at one unit stand together. */
function groupsOf(rows: readonly GapRow[]): GapRow[][] {
  const groups = new Map<string, GapRow[]>();
  for (const row of rows) {
    const key = `${row.employee_no}|${row.unit}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function Who({ row, rows }: { row: GapRow; rows: number }) {
  return (
    <th scope="rowgroup" rowSpan={rows} className="gap-who">
      <Link to={`/roster/${encodeURIComponent(row.employee_no)}`}>{row.name}</Link>{' '}
      <span className="soft figure">{row.employee_no}</span>
      <div className="soft">{[row.department, row.unit].filter(Boolean).join(' · ')}</div>
    </th>
  );
}

/** 断缴表: everybody with a missing record, what is missing in yuan. */
export function GapTable({ months, rows, onMissing }: Props) {
  return (
    <table className="sheet gap-strip" aria-label={words.gapTitle} data-testid="gap-table">
      <thead>
        <tr>
          <th scope="col">{zh.enrollment.person}</th>
          <th scope="col">{words.insurance}</th>
          {months.map((month) => (
            <th key={month} scope="col" className="gap-month">
              {month}
            </th>
          ))}
          <th scope="col" className="right">
            {words.missing}
          </th>
        </tr>
      </thead>
      {groupsOf(rows).map((group) => (
        <tbody key={`${group[0]?.employee_no}|${group[0]?.unit}`} className="gap-group">
          {group.map((row, index) => (
            <tr key={row.insurance}>
              {index === 0 ? <Who row={row} rows={group.length} /> : null}
              <td className="nowrap">{insuranceName(row.insurance)}</td>
              {row.cells.map((cell, at) => (
                <Cell key={months[at]} cell={cell} month={months[at] ?? ''} onMissing={onMissing} />
              ))}
              <td className="right figure">
                <strong>{formatMoney(row.missing)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
