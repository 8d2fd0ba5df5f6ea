import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { GridColumn, GridFooter } from './types';
import { useFitted } from './useFitted';

const COLUMNS: GridColumn<null>[] = [
  { id: 'name', title: '姓名', width: 80, text: () => '' },
  { id: 'sum', title: '单位', width: 92, kind: 'money', text: () => '' },
];
const under = (name: string, sum: string): GridFooter[] => [{ id: 'all', cells: { name, sum } }];

it('a column is as wide as its total and stays so', () => {
  const { result, rerender } = renderHook(({ footers }) => useFitted(COLUMNS, footers), {
    initialProps: { footers: under('合计', '1520.00') },
  });
  expect(result.current.map(({ width }) => width)).toEqual([80, 92]);
  // 33,181,388.12 has 13 characters of 8 pixels, and 18 pixels beside them.
  rerender({ footers: under('合计', '33181388.12') });
  expect(result.current.map(({ width }) => width)).toEqual([80, 122]);
  const before = result.current;
  rerender({ footers: under('合计', '1520.00') });
  expect(result.current).toBe(before);
});
