import type { ArrearsLine } from '../../generated/ArrearsLine';
import { sumShown } from '../../kit/money';
import { UNITS } from './remittance';
import type { Answer } from './transport';

const ARREARS: readonly ArrearsLine[] = [
  {
    unit: UNITS[1],
    period: '2026-01',
    insurance: 'pension',
    principal: '30000.00',
    paid: '0.00',
    outstanding: '30000.00',
    due_on: '2026-01-13',
    counted_from: '2026-01-14',
    days: 30,
    daily_rate: '0.0005',
    late_fee: '450.00',
    daily: '15.00',
    expression: ['30,000.00 × 0.05% × 30 天 ＝ 450.00'],
    borne_by: 'employer',
    origin: 'registered',
    basis: null,
    document: '税务机关欠费清单（2026-01-20）',
  },
  {
    unit: UNITS[1],
    period: '2026-01',
    insurance: 'housing_fund',
    principal: '86400.00',
    paid: '0.00',
    outstanding: '86400.00',
    due_on: '2026-01-20',
    counted_from: '2026-01-21',
    days: 23,
    daily_rate: null,
    late_fee: null,
    daily: null,
    expression: [],
    borne_by: 'employer',
    origin: 'computed',
    basis: 'unit',
    document: '单位设置：公积金中心告知（遇休息日顺延）',
  },
];

const LAWS = [
  {
    id: 'sbf:86',
    title: '社会保险法 第八十六条',
    text: '用人单位未按时足额缴纳社会保险费的……',
    url: null,
    on: '2026-02-12',
  },
  {
    id: 'rs13:20',
    title: '实施《社会保险法》若干规定 第二十条',
    text: '……不得要求职工承担。',
    url: null,
    on: '2026-02-12',
  },
];

const NOTICES = [
  {
    id: 1,
    unit: UNITS[1],
    number: '示例税限改〔2026〕001号',
    agency: '示例税务局',
    received_on: '2026-02-03',
    due_on: '2026-02-18',
    amount: '30000.00',
    settled_on: null,
    days_left: 6,
    fine_from: '30000.00',
    fine_to: '90000.00',
    note: null,
  },
];

const ADVANCES = [
  {
    employee_no: 'YS1003',
    name: '王磊',
    advanced: '754.01',
    recovered: '300.00',
    balance: '454.01',
    movements: [
      { kind: 'advance', month: '2025-12', amount: '754.01', day: '2026-01-09', document: '借款单 12' },
      { kind: 'recovery', month: '2026-01', amount: '300.00', day: '2026-02-10', document: '2026 年 1 月工资表' },
    ],
  },
];

function backPayment(request: Record<string, unknown>, action_seq: number | null) {
  const employees = request.employees as string[];
  const lines = employees.map((employee_no) => ({
    employee_no,
    name: employee_no,
    id_number: null,
    unit: String(request.unit),
    insurance: 'pension',
    kind: 'back_payment',
    period: String(request.from),
    booked: String(request.booked),
    declared_base: '9500.00',
    base: '9500.00',
    employer_rate: '0.16',
    employee_rate: '0.08',
    employer_fixed: '0.00',
    employee_fixed: '0.00',
    employer: '1520.00',
    employee: '760.00',
    status: 'final',
    gap: null,
  }));
  const amount = sumShown(lines.flatMap((one) => [one.employer, one.employee]));
  const [employer, employee] = [sumShown(lines.map((l) => l.employer)), sumShown(lines.map((l) => l.employee))];
  return { lines, totals: [], heads: employees.length, employer, employee, amount, notes: [], action_seq };
}

export const ARREARS_ANSWERS: Record<string, Answer> = {
  arrears_list: (_world, request) => ({
    on: request.on ?? '2026-02-12',
    lines: ARREARS,
    outstanding: '116400.00',
    late_fee: '450.00',
    daily: '15.00',
    later_on: '2026-03-14',
    late_fee_later: '900.00',
    unknown: [`${UNITS[0]} 2025-12`],
    charged: [
      {
        unit: UNITS[1],
        booked: '2026-01',
        insurance: 'pension',
        late_fee: '468.89',
        borne_by: 'employer',
        document: '上海社保缴费明细202601.xlsx',
      },
    ],
    laws: LAWS,
    notices: NOTICES,
  }),
  arrears_register: (world) => world.did('登记欠费', '', 1, () => undefined),
  arrears_notice_add: (world) => world.did('登记限期缴纳通知', '', 1, () => undefined),
  arrears_notice_settle: (world) => world.did('限期缴纳办结', '', 1, () => undefined),
  arrears_plan: () => [{ day: '2026-02-12', amount: '116400.00', outstanding: '0.00', late_fee: '450.00' }],
  advance_list: () => ADVANCES,
  advance_record: (world) => world.did('登记垫付或扣回', '', 1, () => undefined),
  back_payment_preview: (_world, request) => backPayment(request, null),
  back_payment_book: (world, request) =>
    backPayment(
      request,
      world.did('补缴入账', '', 8, () => undefined),
    ),
};
