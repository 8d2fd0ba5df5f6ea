import { describe, expect, it } from 'vitest';
import { nextSorting, type Sorting, sortedRows } from './sorting';
import type { GridColumn } from './types';

interface Row {
  name: string;
  amount: string;
}

const NAME: GridColumn<Row> = { id: 'name', title: '姓名', width: 80, text: (row) => row.name };
const AMOUNT: GridColumn<Row> = { id: 'amount', title: '单位', width: 80, kind: 'money', text: (row) => row.amount };
const ROWS: Row[] = [
  { name: '王磊', amount: '99.90' },
  { name: '陈静', amount: '1000.00' },
  { name: '李娜', amount: '' },
  { name: '陈静', amount: '-3.50' },
];

const names = (sorting: Sorting | null) => sortedRows(ROWS, [NAME, AMOUNT], sorting).map((row) => row.name);
const amounts = (sorting: Sorting | null) => sortedRows(ROWS, [NAME, AMOUNT], sorting).map((row) => row.amount);

describe('rows under a heading', () => {
  it('stand by amount, not by letters, those without one below', () => {
    expect(amounts({ id: 'amount', descending: false })).toEqual(['', '-3.50', '99.90', '1000.00']);
    expect(amounts({ id: 'amount', descending: true })).toEqual(['1000.00', '99.90', '-3.50', '']);
  });

  it('stand by pinyin, equal ones as they stood', () => {
    expect(names({ id: 'name', descending: false })).toEqual(['陈静', '陈静', '李娜', '王磊']);
    expect(amounts({ id: 'name', descending: true })).toEqual(['99.90', '', '1000.00', '-3.50']);
  });

  it('stay as they came without one, or under one that is hidden', () => {
    expect(names(null)).toEqual(['王磊', '陈静', '李娜', '陈静']);
    expect(names({ id: 'gone', descending: true })).toEqual(['王磊', '陈静', '李娜', '陈静']);
  });

  it('turn round at the second press and are let go at the third', () => {
    const once = nextSorting(null, AMOUNT);
    const twice = nextSorting(once, AMOUNT);
    expect([once, twice, nextSorting(twice, AMOUNT)]).toEqual([
      { id: 'amount', descending: true },
      { id: 'amount', descending: false },
      null,
    ]);
    expect(nextSorting(once, NAME)).toEqual({ id: 'name', descending: false });
  });
});
