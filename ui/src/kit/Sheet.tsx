import type { ReactNode } from 'react';

export interface SheetColumn<R> {
  title: string;
  cell: (row: R) => ReactNode;
  right?: boolean;
  nowrap?: boolean;
}

interface Props<R> {
  label: string;
  columns: readonly SheetColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R, index: number) => string;
  testId?: string;
}

/** A short table; long ones are a `Grid`. */
export function Sheet<R>({ label, columns, rows, rowKey, testId }: Props<R>) {
  // Several columns may stand without a title, as those with buttons do.
  const places = columns.map((column, place) => ({ column, id: `${place}.${column.title}` }));
  const look = (column: SheetColumn<R>) => `${column.right ? 'right' : ''} ${column.nowrap ? 'nowrap' : ''}`;
  return (
    <table className="sheet" aria-label={label} data-testid={testId}>
      <thead>
        <tr>
          {places.map(({ column, id }) => (
            <th key={id} scope="col" className={look(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)}>
            {places.map(({ column, id }) => (
              <td key={id} className={look(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
