import { cellsIn } from '../../features/contribution/cells';
import type { Ledger } from '../../generated/Ledger';
import type { LedgerCell } from '../../generated/LedgerCell';
import type { LedgerRow } from '../../generated/LedgerRow';
import type { OpenValue } from '../../generated/OpenValue';
import type { Person } from '../../generated/Person';
import { fromFen, sumShown, toFen } from '../../kit/money';
import { UNITS } from './people';

export const INSURANCES = ['pension', 'medical', 'unemployment', 'work_injury', 'maternity', 'housing_fund'];

/** Invented rates in tenths of a percent: employer, employee. */
export const RATES: Readonly<Record<string, readonly [number, number]>> = {
  pension: [160, 80],
  medical: [98, 20],
  unemployment: [5, 5],
  work_injury: [2, 0],
  maternity: [5, 0],
  housing_fund: [120, 120],
};

const FLOOR = 700000n;
const CAP = 3500000n;

function clamp(fen: bigint): bigint {
  return fen < FLOOR ? FLOOR : fen > CAP ? CAP : fen;
}

function shareOf(base: bigint, tenths: number): string {
  return fromFen((base * BigInt(tenths) + 500n) / 1000n);
}

function status(unit: string, insurance: string): string {
  if (unit === UNITS[2] && insurance === 'maternity') return 'unconfirmed';
  if (unit === UNITS[1] && insurance === 'unemployment') return 'provisional';
  if (unit === UNITS[2] && insurance === 'unemployment') return 'carried_over';
  return insurance === 'work_injury' && unit === UNITS[1] ? 'unit_confirmed' : 'final';
}

export function cell(unit: string, insurance: string, declared: bigint | null): LedgerCell {
  const open = declared === null || status(unit, insurance) === 'unconfirmed';
  const base = declared === null ? null : clamp(declared);
  const [employer, employee] = RATES[insurance] ?? [0, 0];
  return {
    insurance,
    base: base === null ? null : fromFen(base),
    employer: open || base === null ? null : shareOf(base, employer),
    employee: open || base === null ? null : shareOf(base, employee),
    status: open ? 'unconfirmed' : status(unit, insurance),
  };
}

/** As the desk writes the cells of a row. */
function inOneText(cells: readonly LedgerCell[]): string {
  return cells
    .map((one) => [one.insurance, one.base ?? '-', one.employer ?? '-', one.employee ?? '-', one.status].join(' '))
    .join('|');
}

function row(person: Person): LedgerRow {
  const unit = person.cover[0]?.unit ?? '';
  const declared = person.bases[0]?.amount ?? null;
  const cells = INSURANCES.map((insurance) => cell(unit, insurance, toFen(declared)));
  return {
    employee_no: person.employee_no,
    name: person.name,
    initials: person.initials,
    id_tail: person.id_number?.slice(-4) ?? '',
    department: person.department,
    unit,
    declared_base: declared,
    cells: inOneText(cells),
    employer: sumShown(cells.map((item) => item.employer)),
    employee: sumShown(cells.map((item) => item.employee)),
    booked: null,
  };
}

export function openValues(month: string, rows: readonly LedgerRow[]): OpenValue[] {
  const shenzhen = rows.filter((item) => item.unit === UNITS[2]).length;
  return [
    {
      unit: UNITS[2],
      region: '深圳市',
      insurance: 'maternity',
      month,
      gap: 'bounds',
      people: shenzhen,
      floor: '7000.00',
      cap: '35000.00',
      note: '两份公开材料的费率不同，没有找到公布原件。',
      alternatives: [
        {
          employer_rate: '0.005',
          employee_rate: '0',
          source: {
            title: '关于调整生育保险费率的通知（转引）',
            number: '虚构〔2025〕8号',
            url: null,
            quote: '生育保险费率为百分之零点五。',
          },
        },
        {
          employer_rate: '0.0045',
          employee_rate: '0',
          source: { title: '办事指南', number: null, url: null, quote: '费率0.45%。' },
        },
      ],
    },
    {
      unit: UNITS[0],
      region: '北京市',
      insurance: 'pension',
      month,
      gap: 'declared_base',
      people: 1,
      floor: '7000.00',
      cap: '35000.00',
      note: null,
      alternatives: [],
    },
  ];
}

export function ledgerOf(month: string, people: readonly Person[], state: string, stale: boolean): Ledger {
  const rows = people
    .filter((person) => person.cover.some((cover) => cover.last_month === null || cover.last_month >= month))
    .map(row);
  const totals = UNITS.flatMap((unit) =>
    INSURANCES.map((insurance) => {
      const cells = rows
        .filter((item) => item.unit === unit)
        .flatMap((item) => cellsIn(item.cells).filter((one) => one.insurance === insurance));
      return {
        unit,
        insurance,
        heads: cells.length,
        employer: sumShown(cells.map((one) => one.employer)),
        employee: sumShown(cells.map((one) => one.employee)),
        unconfirmed: cells.filter((one) => one.status === 'unconfirmed').length,
      };
    }),
  );
  return {
    month,
    state,
    run_at: `${month}-12T09:30:00+08:00`,
    stale,
    insurances: INSURANCES,
    rows,
    totals,
    true_ups: [],
    notices: [],
    open: openValues(month, rows),
  };
}
