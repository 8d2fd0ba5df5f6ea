import type { BookingView } from '../../generated/BookingView';
import type { CauseView } from '../../generated/CauseView';
import type { PersonDifference } from '../../generated/PersonDifference';
import type { Reconciliation } from '../../generated/Reconciliation';
import { sumShown, toFen } from '../../kit/money';
import { zh } from '../../words/zh';

const words = zh.reconciliation;

/** One thing to look into: a cause with everybody and everything it concerns. */
export interface Difference {
  key: string;
  code: string;
  title: string;
  /** 0 somebody is not covered … 4 nothing is wrong. */
  harm: number;
  who: string;
  unit: string;
  amount: string;
  /** Rows of people; empty for money of a whole group. */
  people: PersonDifference[];
  bookings: BookingView[];
  causes: CauseView[];
}

/** Mistakes that concern everybody alike stand once, not once per person. */
const OF_ALL = new Set(['wrong_rate_payroll', 'wrong_rate_bureau', 'rounding_1_fen', 'true_up_pending']);

const personKey = (row: PersonDifference) => row.employee_no ?? row.id_number ?? row.name;

function add(found: Map<string, Difference>, key: string, of: Omit<Difference, 'key' | 'amount'>) {
  const known = found.get(key);
  if (!known) {
    found.set(key, { key, amount: '0.00', ...of });
    return;
  }
  known.causes.push(...of.causes);
  // The causes of one row come one after another: a row that is known already is the last one.
  known.people.push(...of.people.filter((row) => known.people.at(-1) !== row));
  known.bookings.push(...of.bookings.filter((row) => known.bookings.at(-1) !== row));
}

function whoOf(difference: Difference): string {
  const names = new Map(difference.people.map((row) => [personKey(row), row]));
  const first = difference.people[0];
  if (!first) return difference.who;
  if (names.size > 1) return words.people(names.size);
  return first.employee_no ? first.name : `${first.name}（${words.stranger}）`;
}

/** All causes of a month put together, the most harmful first and the largest of these. */
export function differencesOf(result: Reconciliation): Difference[] {
  const found = new Map<string, Difference>();
  for (const row of result.persons) {
    for (const cause of row.causes) {
      const { code, title, harm } = cause;
      const whose = OF_ALL.has(code) ? row.insurance : personKey(row);
      const of = { code, title, harm, unit: row.unit, who: row.name, people: [row], bookings: [], causes: [cause] };
      add(found, `${code}|${row.unit}|${whose}`, of);
    }
  }
  for (const row of result.by_booking) {
    for (const cause of row.causes) {
      const { code, title, harm } = cause;
      const person = cause.name ? (cause.employee_no ?? cause.name) : null;
      const who = cause.name ?? words.group(row.group);
      const of = { code, title, harm, unit: row.unit, who, people: [], bookings: [row], causes: [cause] };
      add(found, `${code}|${row.unit}|${person ?? row.group}`, of);
    }
  }
  const all = [...found.values()].map((difference) => {
    // A debit without its record is the same money seen from the bank: it is not counted twice.
    const own = difference.causes.filter((cause) => cause.source !== 'bank');
    const counted = own.length > 0 ? own : difference.causes;
    return { ...difference, who: whoOf(difference), amount: sumShown(counted.map((cause) => cause.amount)) };
  });
  const size = (difference: Difference) => {
    const fen = toFen(difference.amount) ?? 0n;
    return fen < 0n ? -fen : fen;
  };
  const larger = (a: Difference, b: Difference) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1);
  return all.sort((a, b) => a.harm - b.harm || larger(a, b) || a.key.localeCompare(b.key));
}

/** The debit groups that a difference speaks of: its own, and those that collect its insurances. */
export function bookingsOf(difference: Difference, result: Reconciliation): BookingView[] {
  const insurances = new Set(difference.people.map((row) => row.insurance));
  return result.by_booking.filter(
    (row) =>
      row.unit === difference.unit &&
      (difference.bookings.includes(row) || row.insurances.some((insurance) => insurances.has(insurance))),
  );
}

/** One row per person and insurance, however many differences it has. */
export function cellsOf(difference: Difference): PersonDifference[] {
  const cells = new Map(difference.people.map((row) => [`${personKey(row)}|${row.insurance}`, row]));
  return [...cells.values()];
}

/** 合计 over units; null where a source is not imported at all. */
export function sumOf(amounts: readonly (string | null)[]): { sum: string | null; partly: boolean } {
  const known = amounts.filter((amount) => amount !== null);
  return { sum: known.length > 0 ? sumShown(known) : null, partly: known.length < amounts.length };
}
