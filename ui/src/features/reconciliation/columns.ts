import type { BookingView } from '../../generated/BookingView';
import type { PeriodView } from '../../generated/PeriodView';
import type { GridColumn } from '../../kit/grid/types';
import { formatMoney, sumShown } from '../../kit/money';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import type { Difference } from './differences';

const words = zh.reconciliation;

/** Causes with their sums, each kind once. */
function told(causes: readonly { title: string; amount: string }[]): string {
  const titles = [...new Set(causes.map((cause) => cause.title))];
  const sum = (title: string) =>
    formatMoney(sumShown(causes.filter((cause) => cause.title === title).map((cause) => cause.amount)));
  return titles.map((title) => `${title} ${sum(title)}`).join('；');
}

export const differenceColumns: GridColumn<Difference>[] = [
  { id: 'harm', title: words.harmColumn, width: 58, text: (row) => words.harm[row.harm] ?? '', opens: () => true },
  { id: 'title', title: words.problem, width: 178, text: (row) => row.title, opens: () => true },
  { id: 'who', title: words.who, width: 94, text: (row) => row.who, opens: () => true },
  { id: 'amount', title: words.amount, width: 104, kind: 'money', text: (row) => row.amount, opens: () => true },
  { id: 'unit', title: words.unit, width: 200, text: (row) => row.unit },
];

const money = (id: string, title: string, of: (row: PeriodView) => string | null): GridColumn<PeriodView> => ({
  id,
  title,
  width: 112,
  kind: 'money',
  text: (row) => of(row) ?? '',
});

export const periodColumns: GridColumn<PeriodView>[] = [
  { id: 'unit', title: words.unit, width: 190, frozen: true, text: (row) => row.unit },
  { id: 'insurance', title: words.insurance, width: 96, frozen: true, text: (row) => insuranceName(row.insurance) },
  money('due_employer', words.dueEmployer, (row) => row.due_employer),
  money('due_employee', words.dueEmployee, (row) => row.due_employee),
  money('payroll', words.deducted, (row) => row.payroll_employee),
  money('agency_employer', words.creditedEmployer, (row) => row.agency_employer),
  money('agency_employee', words.creditedEmployee, (row) => row.agency_employee),
  money('d_payroll', words.differenceOf(words.source.payroll), (row) => row.differences.payroll_employee),
  money('d_employer', words.differenceOf(words.side.employer), (row) => row.differences.agency_employer),
  money('d_employee', words.differenceOf(words.side.employee), (row) => row.differences.agency_employee),
  { id: 'causes', title: words.causes, width: 420, text: (row) => told(row.causes) },
];

export const bookingColumns: GridColumn<BookingView>[] = [
  { id: 'unit', title: words.unit, width: 190, frozen: true, text: (row) => row.unit },
  { id: 'group', title: words.groupColumn, width: 120, frozen: true, text: (row) => row.group },
  {
    id: 'insurances',
    title: words.insurances,
    width: 240,
    text: (row) => row.insurances.map(insuranceName).join('、'),
  },
  { id: 'agency', title: words.agencySum, width: 120, kind: 'money', text: (row) => row.agency ?? '' },
  {
    id: 'late_fee',
    title: words.lateFee,
    width: 140,
    kind: 'money',
    text: (row) => (row.late_fee === '0.00' ? '' : row.late_fee),
  },
  { id: 'bank', title: words.bankSum, width: 120, kind: 'money', text: (row) => row.bank ?? '' },
  { id: 'difference', title: words.difference, width: 120, kind: 'money', text: (row) => row.difference ?? '' },
  { id: 'causes', title: words.causes, width: 420, text: (row) => told(row.causes) },
];
