import type { RemittanceGroup } from '../../generated/RemittanceGroup';
import type { RemittanceLine } from '../../generated/RemittanceLine';
import { sumShown } from '../../kit/money';
import type { Answer } from './transport';

export const UNITS = ['北京云杉科技有限公司', '北京云杉科技有限公司上海分公司'] as const;
const DUE = [
  ['pension', 36, '57600.00', '28800.00', '86400.00'],
  ['medical', 36, '35280.00', '7308.00', '42588.00'],
  ['unemployment', 36, '1800.00', '1800.00', '3600.00'],
  ['work_injury', 36, '1440.00', '0.00', '1440.00'],
  ['housing_fund', 36, '43200.00', '43200.00', '86400.00'],
] as const;

function line(unit: string, at: number, month: string): RemittanceLine {
  const [insurance, heads, employer, employee, due] = DUE[at] ?? DUE[0];
  const unpaid = unit === UNITS[1] && insurance === 'housing_fund';
  const short = unit === UNITS[1] && insurance === 'medical';
  const paid = unpaid ? '0.00' : short ? '41024.00' : due;
  return {
    unit,
    month,
    insurance,
    heads,
    employer,
    employee,
    due,
    open: 0,
    listed: unpaid ? null : paid,
    paid,
    paid_on: unpaid ? null : `${month}-13`,
    short: unpaid ? due : short ? '1564.00' : '0.00',
    state: unpaid ? 'no_bank' : short ? 'short' : 'paid',
  };
}

function group(unit: string, kind: 'social' | 'housing_fund', month: string, lines: RemittanceLine[]): RemittanceGroup {
  const own = lines.filter(
    (one) => one.unit === unit && (one.insurance === 'housing_fund') === (kind === 'housing_fund'),
  );
  const paid = sumShown(own.map((one) => one.paid));
  const published = unit === UNITS[1];
  return {
    unit,
    group: kind,
    due: sumShown(own.map((one) => one.due)),
    paid,
    short: sumShown(own.map((one) => one.short)),
    late_fee: kind === 'social' ? (published ? '7.82' : '0.00') : null,
    late_fee_paid: '0.00',
    state: own.find((one) => one.state !== 'paid')?.state ?? 'paid',
    declare_by: kind === 'social' ? `${month}-10` : null,
    pay_by: kind === 'social' ? `${month}-${published ? '25' : '24'}` : null,
    basis: kind === 'social' ? (published ? 'unit' : 'statutory') : null,
    source:
      kind === 'housing_fund'
        ? '未设置缴费期限'
        : published
          ? '单位设置：主管税务机关电话答复（遇休息日顺延）'
          : '未设置本单位期限，按税收征收管理法实施细则 第一百零九条推算，请向主管税务机关核实',
    payments:
      paid === '0.00'
        ? []
        : [{ day: `${month}-13`, amount: paid, document: '工行流水_202602.xlsx 明细 第 151 行', basis: 'listed' }],
  };
}

function list(month: string) {
  const lines = UNITS.flatMap((unit) => DUE.map((_, at) => line(unit, at, month)));
  const groups = UNITS.flatMap((unit) => [
    group(unit, 'social', month, lines),
    group(unit, 'housing_fund', month, lines),
  ]);
  return { month, computed: true, lines, groups };
}

const CASH = {
  balance: '350000.00',
  balance_on: '2026-02-10',
  balance_age: 2,
  balance_source: 'bank',
  needs: [
    {
      day: '2026-02-24',
      month: '2026-02',
      unit: UNITS[0],
      group: 'social',
      amount: '134028.00',
      day_unknown: false,
      left: '215972.00',
    },
    {
      day: '2026-02-28',
      month: '2026-02',
      unit: UNITS[0],
      group: 'housing_fund',
      amount: '86400.00',
      day_unknown: true,
      left: '129572.00',
    },
    {
      day: '2026-03-16',
      month: '2026-03',
      unit: UNITS[0],
      group: 'social',
      amount: '134028.00',
      day_unknown: false,
      left: '-4456.00',
    },
  ],
  needed: '354456.00',
  short_on: '2026-03-16',
  short_by: '4456.00',
  missing: '4456.00',
  open: 3,
};

const REMINDERS = {
  leads: { declare: 3, pay: 5, notice: 7 },
  coming: [
    {
      on: '2026-02-14',
      due: '2026-02-24',
      kind: 'pay',
      unit: UNITS[0],
      subject: 'social',
      month: '2026-02',
      paid_on: null,
      ahead: null,
    },
  ],
  back_test: [
    {
      on: '2026-01-15',
      due: '2026-01-20',
      kind: 'pay',
      unit: UNITS[0],
      subject: 'social',
      month: '2026-01',
      paid_on: '2026-01-19',
      ahead: 4,
    },
    {
      on: '2025-12-10',
      due: '2025-12-15',
      kind: 'pay',
      unit: UNITS[1],
      subject: 'social',
      month: '2025-12',
      paid_on: '2025-12-24',
      ahead: 14,
    },
  ],
  late: 1,
  warned: 1,
};

export const REMITTANCE: Record<string, Answer> = {
  remittance_list: (_world, request) => list(String(request.month)),
  payment_day_add: (world) => world.did('设置缴费期限', '', 1, () => undefined),
  published_day_add: (world) => world.did('登记当地公布的期限', '', 1, () => undefined),
  payment_record: (world) => world.did('登记缴款', '', 1, () => undefined),
  cash_outlook: () => CASH,
  cash_balance_set: (world) => world.did('登记可用余额', '', 1, () => undefined),
  reminder_plan: () => REMINDERS,
  reminder_set: (_world, request) => request,
};
