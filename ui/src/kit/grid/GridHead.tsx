import type { CSSProperties } from 'react';
import { zh } from '../../words/zh';
import type { Sorting } from './sorting';
import type { GridColumn } from './types';

interface Props<R> {
  columns: readonly GridColumn<R>[];
  places: readonly CSSProperties[];
  sorting: Sorting | null;
  onSort: (column: GridColumn<R>) => void;
}

interface Band<R> {
  title: string | undefined;
  from: number;
  columns: GridColumn<R>[];
}

function bands<R>(columns: readonly GridColumn<R>[]): Band<R>[] {
  const result: Band<R>[] = [];
  columns.forEach((column, index) => {
    const last = result.at(-1);
    if (last && column.group !== undefined && last.title === column.group) last.columns.push(column);
    else result.push({ title: column.group, from: index, columns: [column] });
  });
  return result;
}

/** Headings in one or two levels; a heading sorts. */
export function GridHead<R>({ columns, places, sorting, onSort }: Props<R>) {
  const tall = columns.some((column) => column.group !== undefined);
  const sorted = (id: string) => {
    if (sorting?.id !== id) return 'none';
    return sorting.descending ? 'descending' : 'ascending';
  };
  const leaf = (column: GridColumn<R>, index: number) => {
    const order = sorted(column.id);
    return (
      <div
        key={column.id}
        role="columnheader"
        aria-colindex={index + 1}
        aria-sort={order}
        aria-label={column.group ? `${column.group}${column.title}` : column.title}
        className={`grid-th ${column.kind === 'money' ? 'is-right' : ''} ${column.frozen ? 'is-frozen' : ''}`}
        style={places[index]}
      >
        <button type="button" tabIndex={-1} title={zh.grid.sortBy(column.title)} onClick={() => onSort(column)}>
          {column.title}
          <span className="grid-sort" aria-hidden="true">
            {order === 'ascending' ? '▲' : order === 'descending' ? '▼' : ''}
          </span>
        </button>
      </div>
    );
  };
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className={`grid-row ${tall ? 'is-tall' : ''}`}>
        {bands(columns).map((band) =>
          band.title === undefined ? (
            band.columns.map((column, i) => leaf(column, band.from + i))
          ) : (
            <div key={`${band.title}.${band.from}`} role="presentation" className="grid-band">
              <div className="grid-band-title" aria-hidden="true">
                <span>{band.title}</span>
              </div>
              <div role="presentation" className="grid-band-columns">
                {band.columns.map((column, i) => leaf(column, band.from + i))}
              </div>
            </div>
          ),
        )}
      </div>
    </div>
  );
}
