import { expect, it } from 'vitest';
import { ledgerOf } from '../../bridge/fake/ledger';
import { inventPeople, UNITS } from '../../bridge/fake/people';
import { sumShown } from '../../kit/money';
import { footersOf, sumKnown } from './totals';

const ledger = ledgerOf('2026-02', inventPeople(36, '2026-02'), 'draft', false);

it('the line under the grid is the sum of the rows and of the desk’s own totals', () => {
  const all = footersOf(ledger, ledger.rows, false).at(-1)?.cells ?? {};
  expect(all['sum.employer']).toBe(sumShown(ledger.rows.map((row) => row.employer)));
  expect(all['sum.employee']).toBe(sumShown(ledger.totals.map((total) => total.employee)));
  const shown = footersOf(ledger, ledger.rows, true)[0]?.cells ?? {};
  for (const insurance of ledger.insurances) {
    expect(shown[`${insurance}.employer`]).toBe(all[`${insurance}.employer`]);
  }
});

it('units have a line each until a filter narrows the rows', () => {
  expect(footersOf(ledger, ledger.rows, false).map((line) => line.cells.unit ?? line.cells.name)).toEqual([
    ...UNITS,
    '合计',
  ]);
  const rows = ledger.rows.filter((row) => row.unit === UNITS[1]);
  const [line, ...more] = footersOf(ledger, rows, true);
  expect(more).toEqual([]);
  expect(line?.cells['sum.employer']).toBe(sumShown(rows.map((row) => row.employer)));
});

it('a sum says 待确认 where no amount is known, and nothing where there is nobody', () => {
  expect(sumKnown([])).toBe('');
  expect(sumKnown([null, null])).toBe('待确认');
  expect(sumKnown(['1.10', null])).toBe('1.10');
});
