import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import type { GapRow } from '../../generated/GapRow';
import { formatMoney } from '../../kit/money';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { Cell } from './GapStrip';
import './insight.css';

const words = zh.insight;

/** The height of a row, before it is measured. */
const ROW = 33;

interface Props {
  months: readonly string[];
  rows: readonly GapRow[];
  /** Opens the reconciliation of the month in which a record is missing. */
  /** Where a missing record leads, for who may go there. */
  onMissing: ((month: string) => void) | undefined;
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
      <div className="gap-named">
        <Link to={`/roster/${encodeURIComponent(row.employee_no)}`}>{row.name}</Link>{' '}
        <span className="soft figure">{row.employee_no}</span>
        <div className="soft">{[row.department, row.unit].filter(Boolean).join(' · ')}</div>
      </div>
    </th>
  );
}

interface GroupProps extends Props {
  index: number;
  measure: (body: HTMLTableSectionElement | null) => void;
}

/** One person at one unit. */
function Group({ index, rows, months, onMissing, measure }: GroupProps) {
  return (
    <tbody ref={measure} data-index={index} className="gap-group">
      {rows.map((row, at) => (
        <tr key={row.insurance}>
          {at === 0 ? <Who row={row} rows={rows.length} /> : null}
          <td className="nowrap">{insuranceName(row.insurance)}</td>
          {row.cells.map((cell, column) => (
            <Cell key={months[column]} cell={cell} month={months[column] ?? ''} onMissing={onMissing} />
          ))}
          <td className="right figure">
            <strong>{formatMoney(row.missing)}</strong>
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** A row of a table as high as the rows that are not drawn. */
function Undrawn({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={columns} className="gap-undrawn" style={{ height }} />
      </tr>
    </tbody>
  );
}

/** 断缴表: everybody with a missing record, what is missing in yuan. Only the people in sight are drawn. */
export function GapTable({ months, rows, onMissing }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupsOf(rows), [rows]);
  const virtual = useVirtualizer({
    count: groups.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (groups[at]?.length ?? 1) * ROW,
    overscan: 3,
  });
  const drawn = virtual.getVirtualItems();
  const across = months.length + 3;
  return (
    <div ref={scroller} className="page-body is-scroll is-flush">
      <table className="sheet gap-strip" aria-label={words.gapTitle} data-testid="gap-table">
        <thead>
          <tr>
            <th scope="col" className="gap-person">
              {zh.enrollment.person}
            </th>
            <th scope="col">{words.insurance}</th>
            {months.map((month) => (
              <th key={month} scope="col" className="gap-month">
                {month}
              </th>
            ))}
            <th scope="col" className="right gap-sum">
              {words.missing}
            </th>
          </tr>
        </thead>
        <Undrawn height={drawn[0]?.start ?? 0} columns={across} />
        {drawn.map(({ index }) => (
          <Group
            key={index}
            index={index}
            rows={groups[index] ?? []}
            months={months}
            onMissing={onMissing}
            measure={virtual.measureElement}
          />
        ))}
        <Undrawn height={virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)} columns={across} />
      </table>
    </div>
  );
}
