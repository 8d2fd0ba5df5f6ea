import { cellsIn } from '../../features/contribution/cells';
import type { BookingView } from '../../generated/BookingView';
import type { CauseView } from '../../generated/CauseView';
import type { LedgerRow } from '../../generated/LedgerRow';
import type { PeriodView } from '../../generated/PeriodView';
import type { PersonDifference } from '../../generated/PersonDifference';
import type { Reconciliation } from '../../generated/Reconciliation';
import { fromFen, sumShown, toFen } from '../../kit/money';
import { INSURANCES, ledgerOf } from './ledger';
import { UNITS } from './people';
import type { World } from './transport';

const negative = (amount: string) => fromFen(-(toFen(amount) ?? 0n));

interface Planted {
  row: LedgerRow;
  insurance: string;
  source: 'payroll' | 'agency';
  side: 'employer' | 'employee';
  difference: string;
  code: string;
  title: string;
  harm: number;
  explanation: string;
  next_step: string;
  file: string;
  rates?: [string, string];
}

function causeOf(of: Planted): CauseView {
  const { code, title, harm, source, side, explanation, next_step, insurance } = of;
  return {
    code,
    employee_no: of.row.employee_no,
    name: of.row.name,
    insurance,
    amount: of.difference,
    source,
    side,
    harm,
    title,
    explanation: `${of.row.name}：${explanation}`,
    next_step,
    expected_base: null,
    found_base: null,
    expected_rate: of.rates?.[0] ?? null,
    found_rate: of.rates?.[1] ?? null,
    evidence: of.file ? [{ file: of.file, sheet: '明细', row: 12, column: null }] : [],
  };
}

function personOf(of: Planted, month: string): PersonDifference {
  const cell = cellsIn(of.row.cells).find((item) => item.insurance === of.insurance);
  const expected = cell?.[of.side] ?? '0.00';
  const missing = of.code === 'record_missing_though_debited';
  const payroll = of.source === 'payroll' ? sumShown([expected, of.difference]) : (cell?.employee ?? '0.00');
  return {
    employee_no: of.row.employee_no,
    name: of.row.name,
    id_number: null,
    unit: of.row.unit,
    period: month,
    insurance: of.insurance,
    source: of.source,
    side: of.side,
    expected,
    found: sumShown([expected, of.difference]),
    difference: of.difference,
    causes: [causeOf(of)],
    due_employer: cell?.employer ?? null,
    due_employee: cell?.employee ?? null,
    payroll_employee: payroll,
    agency_employer: missing ? null : (cell?.employer ?? null),
    agency_employee: missing ? null : (cell?.employee ?? null),
  };
}

function planted(rows: readonly LedgerRow[]): Planted[] {
  const [first, second] = rows.filter((row) => row.unit === UNITS[0]);
  if (!first || !second) return [];
  const amount = (row: LedgerRow, insurance: string, side: 'employer' | 'employee') =>
    cellsIn(row.cells).find((cell) => cell.insurance === insurance)?.[side] ?? '0.00';
  const lost = {
    row: first,
    insurance: 'medical',
    source: 'agency',
    code: 'record_missing_though_debited',
    title: '已扣款，经办机构无记录',
    harm: 0,
    explanation: '银行已按应缴金额扣款，经办机构清单中没有这个险种的记录',
    next_step: '持扣款凭证向经办机构查询，要求补录；补录前保留工资扣款和银行回单',
    file: '工行流水_202602.xlsx',
  } as const;
  const taken = fromFen(-((toFen(amount(second, 'pension', 'employee')) ?? 0n) / 8n));
  return [
    { ...lost, side: 'employer', difference: negative(amount(first, 'medical', 'employer')) },
    { ...lost, side: 'employee', difference: negative(amount(first, 'medical', 'employee')) },
    {
      row: second,
      insurance: 'pension',
      source: 'payroll',
      side: 'employee',
      difference: taken,
      code: 'wrong_rate_payroll',
      title: '工资扣款费率错误',
      harm: 2,
      explanation: '工资扣款按另一费率算出：应为 8%，推得 7%',
      next_step: '下月工资中多退少补，并更正工资表的费率',
      file: '2026年2月工资表.xlsx',
      rates: ['0.08', '0.07'],
    },
  ];
}

function periodOf(
  unit: string,
  insurance: string,
  rows: readonly LedgerRow[],
  of: Planted[],
  month: string,
): PeriodView {
  const cells = rows.filter((row) => row.unit === unit).flatMap((row) => cellsIn(row.cells));
  const own = cells.filter((cell) => cell.insurance === insurance);
  const due = { employer: sumShown(own.map((c) => c.employer)), employee: sumShown(own.map((c) => c.employee)) };
  const here = of.filter((item) => item.row.unit === unit && item.insurance === insurance);
  const apart = (source: string, side: string) =>
    sumShown(here.filter((item) => item.source === source && item.side === side).map((item) => item.difference));
  const differences = {
    payroll_employee: apart('payroll', 'employee'),
    agency_employer: apart('agency', 'employer'),
    agency_employee: apart('agency', 'employee'),
  };
  return {
    unit,
    period: month,
    insurance,
    due_employer: due.employer,
    due_employee: due.employee,
    payroll_employee: sumShown([due.employee, differences.payroll_employee]),
    agency_employer: sumShown([due.employer, differences.agency_employer]),
    agency_employee: sumShown([due.employee, differences.agency_employee]),
    differences,
    causes: here.map(causeOf),
  };
}

function bookingsOf(unit: string, periods: readonly PeriodView[], of: Planted[], month: string): BookingView[] {
  const group = (name: string, insurances: string[]): BookingView => {
    const own = periods.filter((row) => row.unit === unit && insurances.includes(row.insurance));
    const agency = sumShown(own.flatMap((row) => [row.agency_employer, row.agency_employee]));
    const lost = of.filter(
      (item) => item.source === 'agency' && item.row.unit === unit && insurances.includes(item.insurance),
    );
    const difference = negative(sumShown(lost.map((item) => item.difference)));
    const [first] = lost;
    const causes = first ? [{ ...causeOf(first), amount: difference, source: 'bank', side: null }] : [];
    const lines = [{ file: '工行流水_202602.xlsx', sheet: 'sheet1', row: 83, column: null }];
    return {
      unit,
      month,
      group: name,
      insurances,
      agency,
      late_fee: '0.00',
      bank: sumShown([agency, difference]),
      difference,
      lines,
      causes,
    };
  };
  return [
    group(
      '社保',
      INSURANCES.filter((i) => i !== 'housing_fund'),
    ),
    group('公积金', ['housing_fund']),
  ];
}

/** 对账 of the invented company: one record lost though debited and 7 % for 8 %, in the month it lives in; others agree. */
export function reconciliationOf(world: World, month: string, unit: string | null): Reconciliation {
  const { rows } = ledgerOf(month, world.people, 'draft', false);
  const found = world.book?.months.at(-1) === month ? planted(rows) : [];
  const wanted = UNITS.filter((name) => unit === null || name === unit);
  const mine = found.filter((item) => wanted.includes(item.row.unit as (typeof UNITS)[number]));
  const by_period = wanted.flatMap((name) => INSURANCES.map((i) => periodOf(name, i, rows, mine, month)));
  return {
    month,
    by_period,
    by_booking: wanted.flatMap((name) => bookingsOf(name, by_period, mine, month)),
    persons: mine.map((item) => personOf(item, month)),
    not_imported: [],
    residual: '0.00',
  };
}
