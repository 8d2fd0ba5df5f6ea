import type { GapCell } from '../../generated/GapCell';
import type { GapGrid } from '../../generated/GapGrid';
import type { GapRow } from '../../generated/GapRow';
import type { MonthBoard } from '../../generated/MonthBoard';
import type { Person } from '../../generated/Person';
import type { TrendMonth } from '../../generated/TrendMonth';
import { sumShown } from '../../kit/money';
import { plusMonths } from '../../kit/month';
import { INSURANCES, ledgerOf } from './ledger';
import { samplePdf } from './pdf';
import type { Answer, World } from './transport';

const text = (request: Record<string, unknown>, key: string) => String(request[key] ?? '');

function board(world: World, month: string): MonthBoard {
  const ledger = ledgerOf(month, world.people, 'draft', false);
  const of = (insurance: string) => ledger.totals.filter((total) => total.insurance === insurance);
  const employer = sumShown(ledger.totals.map((total) => total.employer));
  const employee = sumShown(ledger.totals.map((total) => total.employee));
  const computed = world.book?.months.includes(month) ?? false;
  return {
    month,
    state: computed ? 'draft' : 'none',
    people: ledger.rows.length,
    lines: 198,
    unconfirmed: 8,
    employer,
    employee,
    total: sumShown([employer, employee]),
    insurances: ledger.insurances.map((insurance) => ({
      insurance,
      heads: of(insurance).reduce((sum, total) => sum + total.heads, 0),
      employer: sumShown(of(insurance).map((total) => total.employer)),
      employee: sumShown(of(insurance).map((total) => total.employee)),
    })),
    steps: [
      { step: 'computed', done: 190, of: 198, note: '全部参保险种' },
      { step: 'deducted', done: 132, of: 132, note: '有当月工资单的人员中应扣的险种' },
      { step: 'declared', done: 170, of: 198, note: '已导入经办机构名册的单位和险种' },
      { step: 'debited', done: 0, of: 0, note: '当月银行流水未导入' },
      { step: 'credited', done: 0, of: 0, note: '当月经办机构名册未导入' },
    ],
    departments: [
      { department: '研发部', people: 8, anomalies: 1 },
      { department: '市场部', people: 7, anomalies: 0 },
    ],
    change: {
      from: plusMonths(month, -1),
      before: '251200.25',
      after: '255369.75',
      difference: '4169.50',
      headcount: '3624.00',
      base: '480.00',
      rate: '0.00',
      retro: '65.50',
    },
  };
}

/** Half a year of the invented company, with one person fewer before the last two months. */
function trend(world: World, last: string): TrendMonth[] {
  return Array.from({ length: 12 }, (_, at) => plusMonths(last, at - 11)).map((month, at) => {
    if (at < 6) return { month, people: null, employer: '0.00', employee: '0.00', insurances: [] };
    const shown = board({ ...world, people: at < 10 ? world.people.slice(1) : world.people }, month);
    const { people, employer, employee, insurances } = shown;
    return { month, people, employer, employee, insurances };
  });
}

function cells(months: readonly string[], missing: boolean): GapCell[] {
  return months.map((_month, index) => {
    // As in the trend: half a year was computed.
    if (index < months.length - 6) return { state: 'uncomputed', due: null };
    const late = index >= months.length - 3;
    const state = late ? (missing ? 'missing' : 'deducted') : 'credited';
    return { state, due: '368.00' };
  });
}

function rowsOf(person: Person, months: readonly string[], gaps: readonly string[]): GapRow[] {
  return INSURANCES.map((insurance) => ({
    employee_no: person.employee_no,
    name: person.name,
    initials: person.initials,
    department: person.department,
    unit: person.cover[0]?.unit ?? '',
    insurance,
    cells: cells(months, gaps.includes(insurance)),
    missing: gaps.includes(insurance) ? '1104.00' : '0.00',
  }));
}

function gaps(world: World, request: Record<string, unknown>): GapGrid {
  const months: string[] = [];
  for (let month = text(request, 'from'); month <= text(request, 'to'); month = plusMonths(month, 1))
    months.push(month);
  const no = request.employee_no;
  const people = no ? world.people.filter((person) => person.employee_no === no) : world.people.slice(0, 3);
  const rows = people.flatMap((person) => rowsOf(person, months, ['medical', 'maternity']));
  const shown = no ? rows : rows.filter((row) => row.missing !== '0.00');
  return { months, rows: shown, missing: sumShown(shown.map((row) => row.missing)) };
}

/** 概览 of the invented company. */
export const insightAnswers: Readonly<Record<string, Answer>> = {
  insight_board: (world, request) => board(world, text(request, 'month')),
  insight_trend: (world, request) => trend(world, text(request, 'month')),
  insight_gaps: gaps,
  insight_report_preview: samplePdf,
};
