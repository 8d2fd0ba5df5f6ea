import type { ColumnDef } from '@tanstack/react-table';
import { toFen } from '../money';
import type { GridColumn } from './types';

const collator = new Intl.Collator('zh-CN', { numeric: true });

function compare(a: string, b: string, money: boolean): number {
  if (!money) return collator.compare(a, b);
  const [left, right] = [toFen(a), toFen(b)];
  if (left === right) return 0;
  if (left === null) return -1;
  return right !== null && left > right ? 1 : right === null ? 1 : -1;
}

/** Our columns as the table library takes them: it sorts, we draw. */
export function columnDefs<R>(columns: readonly GridColumn<R>[]): ColumnDef<R>[] {
  return columns.map((column) => ({
    id: column.id,
    accessorFn: column.text,
    sortingFn: (a, b) => compare(column.text(a.original), column.text(b.original), column.kind === 'money'),
    sortDescFirst: column.kind === 'money',
  }));
}
