// The rows of the ledger: the month's own lines, and 补差 as rows of their own.
import type { Ledger } from '../../generated/Ledger';
import type { LedgerCell } from '../../generated/LedgerCell';
import type { LedgerRow } from '../../generated/LedgerRow';
import type { Line } from '../../generated/Line';
import { sumShown } from '../../kit/money';
import { INSURANCE_ORDER } from '../../words/terms';
import { cellsIn } from './cells';

/** A row of the grid: of the month itself, or the 补差 of one person, unit and original period. */
export interface ShownRow extends Omit<LedgerRow, 'cells'> {
  /** Read when they are first asked for: most rows are never seen. */
  cells: () => readonly LedgerCell[];
  /** regular or true_up. */
  kind: string;
  /** 所属期: a 补差 booked in this month is of an earlier one. */
  period: string;
}

export const isTrueUp = (row: ShownRow) => row.kind === 'true_up';

function once<T>(make: () => T): () => T {
  let made: { it: T } | null = null;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

function ofLines(lines: readonly Line[], ledger: Ledger): ShownRow[] {
  const [first] = lines;
  if (!first) return [];
  const { employee_no, name, unit, period, booked } = first;
  const known = ledger.rows.find((row) => row.employee_no === employee_no);
  return [
    {
      kind: 'true_up',
      period,
      booked: booked === period ? null : booked,
      employee_no,
      name,
      unit,
      initials: known?.initials ?? '',
      id_tail: first.id_number?.slice(-4) ?? '',
      department: known?.department ?? null,
      declared_base: first.declared_base,
      cells: () => lines,
      employer: sumShown(lines.map((line) => line.employer)),
      employee: sumShown(lines.map((line) => line.employee)),
    },
  ];
}

/** The month's rows first, the 补差 booked in it or of it after them. */
export function shownRows(ledger: Ledger): ShownRow[] {
  const groups = new Map<string, Line[]>();
  for (const line of ledger.true_ups) {
    const key = `${line.employee_no}|${line.unit}|${line.period}|${line.booked}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const own = ledger.rows.map((row) => ({
    ...row,
    kind: 'regular',
    period: ledger.month,
    cells: once(() => cellsIn(row.cells)),
  }));
  return [...own, ...[...groups.values()].flatMap((lines) => ofLines(lines, ledger))];
}

/** The month with the insurances of its 补差, which may be others than its own. */
export function withTrueUps(ledger: Ledger): Ledger {
  const all = new Set([...ledger.insurances, ...ledger.true_ups.map((line) => line.insurance)]);
  return { ...ledger, insurances: INSURANCE_ORDER.filter((id) => all.has(id)) };
}
