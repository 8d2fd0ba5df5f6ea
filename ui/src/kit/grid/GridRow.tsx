import { type CSSProperties, memo } from 'react';
import { formatMoney } from '../money';
import type { GridColumn } from './types';

interface Props<R> {
  row: R;
  index: number;
  y: number;
  height: number;
  columns: readonly GridColumn<R>[];
  places: readonly CSSProperties[];
  /** Selected columns of this row, both ends included. */
  from: number;
  to: number;
  /** The column with the cursor, or -1. */
  cursor: number;
  gridId: string;
}

function Row<R>({ row, index, y, height, columns, places, from, to, cursor, gridId }: Props<R>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`grid-row grid-tr ${index % 2 ? 'is-odd' : ''}`}
      style={{ transform: `translateY(${y}px)`, height }}
      data-row={index}
    >
      {columns.map((column, c) => {
        const selected = c >= from && c <= to;
        const marks = [
          'grid-td',
          column.kind === 'money' || column.kind === 'id' || column.kind === 'month' ? 'is-figure' : '',
          column.kind === 'money' ? 'is-right' : '',
          column.frozen ? 'is-frozen' : '',
          selected ? 'is-selected' : '',
          c === cursor ? 'is-cursor' : '',
          column.opens?.(row) ? 'is-open' : '',
        ];
        const text = column.text(row);
        return (
          <div
            key={column.id}
            id={c === cursor ? `${gridId}-cursor` : undefined}
            role="gridcell"
            aria-colindex={c + 1}
            aria-selected={selected}
            data-column={c}
            data-testid={`cell-${index}-${column.id}`}
            className={marks.filter(Boolean).join(' ')}
            style={places[c]}
            title={column.show ? undefined : text.length > 8 && column.kind !== 'money' ? text : undefined}
          >
            {column.show ? column.show(row) : column.kind === 'money' ? formatMoney(text) : text}
          </div>
        );
      })}
    </div>
  );
}

/** One row; drawn again only when its own cells change. */
export const GridRow = memo(Row) as typeof Row;
