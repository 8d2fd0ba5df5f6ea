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
  const look = (column: SheetColumn<R>) => `${column.right ? 'right' : ''} ${column.nowrap ? 'nowrap' : ''}`;
  return (
    <table className="sheet" aria-label={label} data-testid={testId}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col" className={look(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)}>
            {columns.map((column) => (
              <td key={column.title} className={look(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
