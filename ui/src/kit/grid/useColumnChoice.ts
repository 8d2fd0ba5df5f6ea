import { useCallback, useMemo, useState } from 'react';
import { recall, remember } from '../memory';
import type { GridColumn } from './types';

/** 自定义显示列 — which columns are shown, remembered by grid. */
export interface ColumnChoice<R> {
  shown: GridColumn<R>[];
  isShown: (id: string) => boolean;
  set: (ids: readonly string[], shown: boolean) => void;
  reset: () => void;
}

export function useColumnChoice<R>(grid: string, columns: readonly GridColumn<R>[]): ColumnChoice<R> {
  const key = `columns.${grid}`;
  const [choice, setChoice] = useState<Record<string, boolean>>(() => recall(key, {}));
  const visible = useCallback(
    (column: GridColumn<R>) => column.frozen === true || (choice[column.id] ?? !column.hiddenAtFirst),
    [choice],
  );
  const shown = useMemo(() => columns.filter(visible), [columns, visible]);
  const store = (next: Record<string, boolean>) => {
    setChoice(next);
    remember(key, next);
  };
  return {
    shown,
    isShown: (id) => shown.some((column) => column.id === id),
    set: (ids, on) => store({ ...choice, ...Object.fromEntries(ids.map((id) => [id, on])) }),
    reset: () => store({}),
  };
}
