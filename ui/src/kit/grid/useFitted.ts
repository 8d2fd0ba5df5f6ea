import { useMemo, useRef } from 'react';
import { formatMoney } from '../money';
import type { GridColumn, GridFooter } from './types';

/** The widest character of a total, and the room at its sides, in pixels. */
const CHARACTER = 8;
const SIDES = 18;

/** Columns as wide as the totals under them: no figure is cut. They only grow, so that nothing jumps while she searches. */
export function useFitted<R>(columns: readonly GridColumn<R>[], footers: readonly GridFooter[]) {
  const needed = useRef(new Map<string, number>());
  for (const { cells } of footers) {
    for (const { id, kind } of columns) {
      const need = kind === 'money' ? formatMoney(cells[id]).length * CHARACTER + SIDES : 0;
      if (need > (needed.current.get(id) ?? 0)) needed.current.set(id, need);
    }
  }
  const widths = columns.map(({ id, width }) => Math.max(width, needed.current.get(id) ?? 0)).join();
  return useMemo(() => {
    const given = widths.split(',').map(Number);
    return columns.map((column, at) => ({ ...column, width: given[at] ?? column.width }));
  }, [columns, widths]);
}
