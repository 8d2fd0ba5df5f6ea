import { toFen } from '../money';
import type { GridColumn } from './types';

/** By which column the rows stand, and which way. */
export interface Sorting {
  id: string;
  descending: boolean;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** A heading that is pressed again turns the order round, and then lets it go; amounts begin with the largest. */
export function nextSorting<R>(now: Sorting | null, column: GridColumn<R>): Sorting | null {
  const first = column.kind === 'money';
  if (now?.id !== column.id) return { id: column.id, descending: first };
  return now.descending === first ? { id: column.id, descending: !first } : null;
}

/** What has no amount stands below what has one. */
function byFen(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a < b ? -1 : Number(a > b);
}

function inOrder<R, K>(rows: readonly R[], key: (row: R) => K, compare: (a: K, b: K) => number, turn: number): R[] {
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  return keyed.sort((a, b) => turn * compare(a.key, b.key)).map(({ row }) => row);
}

/** The rows as the heading orders them; each is asked for its text once, and equal ones stay as they stood. */
export function sortedRows<R>(
  rows: readonly R[],
  columns: readonly GridColumn<R>[],
  sorting: Sorting | null,
): readonly R[] {
  const column = columns.find(({ id }) => id === sorting?.id);
  if (!column || !sorting) return rows;
  const turn = sorting.descending ? -1 : 1;
  if (column.kind === 'money') return inOrder(rows, (row) => toFen(column.text(row)), byFen, turn);
  return inOrder(rows, column.text, collator.compare, turn);
}
