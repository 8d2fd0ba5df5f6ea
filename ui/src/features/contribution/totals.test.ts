import { expect, it } from 'vitest';
import { ledgerOf } from '../../bridge/fake/ledger';
import { inventPeople, UNITS } from '../../bridge/fake/people';
import { sumShown } from '../../kit/money';
import { shownRows } from './rows';
import { footersOf, sumKnown } from './totals';

const ledger = ledgerOf('2026-02', inventPeople(36, '2026-02'), 'draft', false);
const all = shownRows(ledger);

it('the line under the grid is the sum of the rows and of the desk’s own totals', () => {
  const whole = footersOf(ledger, all, false).at(-1)?.cells ?? {};
  expect(whole['sum.employer']).toBe(sumShown(ledger.rows.map((row) => row.employer)));
  expect(whole['sum.employee']).toBe(sumShown(ledger.totals.map((total) => total.employee)));
  const shown = footersOf(ledger, all, true)[0]?.cells ?? {};
  for (const insurance of ledger.insurances) {
    expect(shown[`${insurance}.employer`]).toBe(whole[`${insurance}.employer`]);
  }
});

it('units have a line each until a filter narrows the rows', () => {
  expect(footersOf(ledger, all, false).map((line) => line.cells.unit ?? line.cells.name)).toEqual([...UNITS, '合计']);
  const rows = all.filter((row) => row.unit === UNITS[1]);
  const [line, ...more] = footersOf(ledger, rows, true);
  expect(more).toEqual([]);
  expect(line?.cells['sum.employer']).toBe(sumShown(rows.map((row) => row.employer)));
});

it('a sum says 待确认 where no amount is known, and nothing where there is nobody', () => {
  expect(sumKnown([])).toBe('');
  expect(sumKnown([null, null])).toBe('待确认');
  expect(sumKnown(['1.10', null])).toBe('1.10');
});
