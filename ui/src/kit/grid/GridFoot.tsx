import type { CSSProperties } from 'react';
import { formatMoney } from '../money';
import type { GridColumn, GridFooter } from './types';

interface Props<R> {
  footers: readonly GridFooter[];
  columns: readonly GridColumn<R>[];
  places: readonly CSSProperties[];
}

/** Totals under the rows, always in sight. */
export function GridFoot<R>({ footers, columns, places }: Props<R>) {
  if (footers.length === 0) return null;
  return (
    <div role="rowgroup" className="grid-foot">
      {footers.map((footer) => (
        <div role="row" key={footer.id} className="grid-row" data-testid={`total-${footer.id}`}>
          {columns.map((column, c) => (
            <div
              key={column.id}
              role="gridcell"
              aria-colindex={c + 1}
              data-testid={`total-${footer.id}-${column.id}`}
              className={`grid-td ${column.kind === 'money' ? 'is-right is-figure' : ''} ${column.frozen ? 'is-frozen' : ''}`}
              style={places[c]}
            >
              {column.kind === 'money' ? formatMoney(footer.cells[column.id]) : footer.cells[column.id]}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
