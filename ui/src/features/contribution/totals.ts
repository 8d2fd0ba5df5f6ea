import type { Ledger } from '../../generated/Ledger';
import type { LedgerCell } from '../../generated/LedgerCell';
import type { Total } from '../../generated/Total';
import type { GridFooter } from '../../kit/grid/types';
import { sumShown } from '../../kit/money';
import { zh } from '../../words/zh';
import { isTrueUp, type ShownRow } from './rows';

const words = zh.contribution;

/** Up to this many units have a line of their own under the grid. */
const UNIT_LINES = 3;

function withSums(cells: Record<string, string>, employer: string, employee: string): Record<string, string> {
  return { ...cells, 'sum.employer': employer, 'sum.employee': employee, 'sum.both': sumShown([employer, employee]) };
}

/** A sum of the amounts there are; 待确认 where there are people but not one amount, nothing where there is nobody. */
export function sumKnown(amounts: readonly (string | null)[]): string {
  if (amounts.length === 0) return '';
  return amounts.every((amount) => amount === null) ? zh.alert.unconfirmed : sumShown(amounts);
}

/** What a total knows of one side: nothing while every line of it is open. */
export function known(total: Total, side: 'employer' | 'employee'): string | null {
  return total.unconfirmed === total.heads ? null : total[side];
}

/** The desk's own totals, added over the units that they are given for. */
function ofTotals(ledger: Ledger, totals: readonly Total[], name: string): Record<string, string> {
  const cells: Record<string, string> = { name };
  for (const insurance of ledger.insurances) {
    const mine = totals.filter((total) => total.insurance === insurance);
    cells[`${insurance}.employer`] = sumKnown(mine.map((total) => known(total, 'employer')));
    cells[`${insurance}.employee`] = sumKnown(mine.map((total) => known(total, 'employee')));
  }
  return withSums(cells, sumShown(totals.map((t) => t.employer)), sumShown(totals.map((t) => t.employee)));
}

/** What is shown after a filter, summed as a spreadsheet's 小计. */
function ofRows(ledger: Ledger, rows: readonly ShownRow[], name: string): Record<string, string> {
  const cells: Record<string, string> = { name };
  const mine = new Map(ledger.insurances.map((insurance) => [insurance, [] as LedgerCell[]]));
  for (const row of rows) for (const cell of row.cells()) mine.get(cell.insurance)?.push(cell);
  for (const [insurance, own] of mine) {
    cells[`${insurance}.employer`] = sumKnown(own.map((cell) => cell.employer));
    cells[`${insurance}.employee`] = sumKnown(own.map((cell) => cell.employee));
  }
  return withSums(cells, sumShown(rows.map((row) => row.employer)), sumShown(rows.map((row) => row.employee)));
}

/** 补差 booked in the month: a line of its own, in no other total. */
function ofTrueUps(ledger: Ledger, rows: readonly ShownRow[]): GridFooter[] {
  const booked = rows.filter((row) => isTrueUp(row) && (row.booked ?? row.period) === ledger.month);
  return booked.length > 0 ? [{ id: 'true-ups', cells: ofRows(ledger, booked, words.trueUps) }] : [];
}

/** The lines under the grid. */
export function footersOf(ledger: Ledger, rows: readonly ShownRow[], narrowed: boolean): GridFooter[] {
  const apart = ofTrueUps(ledger, rows);
  const regular = rows.filter((row) => !isTrueUp(row));
  if (narrowed) return [{ id: 'all', cells: ofRows(ledger, regular, words.total) }, ...apart];
  const units = [...new Set(ledger.totals.map((total) => total.unit))];
  const lines = units.map((unit, index): GridFooter => {
    const cells = ofTotals(
      ledger,
      ledger.totals.filter((total) => total.unit === unit),
      '',
    );
    return { id: `unit-${index}`, cells: { ...cells, unit } };
  });
  const all: GridFooter = { id: 'all', cells: ofTotals(ledger, ledger.totals, words.total) };
  return [...(units.length > 1 && units.length <= UNIT_LINES ? lines : []), all, ...apart];
}
