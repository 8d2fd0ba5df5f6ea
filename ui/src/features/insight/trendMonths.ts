import type { TrendMonth } from '../../generated/TrendMonth';
import { sumShown } from '../../kit/money';

/** Every insurance together. */
export const ALL = 'all';

/** A month of the trend as it is shown: of all insurances, or of one. */
export interface Sides {
  month: string;
  /** 参保人数; null while the month is not computed. */
  people: number | null;
  employer: string;
  employee: string;
  both: string;
  /** Both sides of each insurance. */
  each: Readonly<Record<string, string>>;
}

export function sidesOf(month: TrendMonth, insurance: string): Sides {
  const own = month.insurances.find((sum) => sum.insurance === insurance);
  const all = insurance === ALL;
  const employer = all ? month.employer : (own?.employer ?? '0.00');
  const employee = all ? month.employee : (own?.employee ?? '0.00');
  return {
    month: month.month,
    people: month.people === null ? null : all ? month.people : (own?.heads ?? 0),
    employer,
    employee,
    both: sumShown([employer, employee]),
    each: Object.fromEntries(month.insurances.map((sum) => [sum.insurance, sumShown([sum.employer, sum.employee])])),
  };
}
