import type { TrueUpProposal } from '../../generated/TrueUpProposal';
import type { TrueUpTotal } from '../../generated/TrueUpTotal';
import type { GridColumn, GridFooter } from '../../kit/grid/types';
import { StatusMark } from '../../kit/Mark';
import { sumShown } from '../../kit/money';
import { insuranceName, STATUS, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.contribution.trueUp;
const titles = zh.contribution.columns;

/** A proposal is one person, unit, insurance and original period. */
export function trueUpKey({ employee_no, unit, insurance, period }: TrueUpProposal): string {
  return `${employee_no}|${unit}|${insurance}|${period}`;
}

/** The columns of the proposals; the first one marks what is chosen. */
export function trueUpColumns(picked: ReadonlySet<string>): GridColumn<TrueUpProposal>[] {
  const opens = () => true;
  const chosen = (row: TrueUpProposal) => picked.has(trueUpKey(row));
  return [
    {
      id: 'pick',
      title: words.pick,
      width: 44,
      frozen: true,
      opens,
      text: (row) => (chosen(row) ? words.picked : ''),
      show: (row) => (
        <span className={chosen(row) ? 'mark is-own' : 'soft'}>
          <span aria-hidden="true">{chosen(row) ? '☑' : '☐'}</span>
          <span className="sr-only">{chosen(row) ? words.picked : words.unpicked}</span>
        </span>
      ),
    },
    { id: 'name', title: titles.name, width: 82, frozen: true, text: (row) => row.name, opens },
    { id: 'no', title: titles.no, width: 78, kind: 'id', text: (row) => row.employee_no },
    { id: 'period', title: words.period, width: 84, kind: 'month', text: (row) => row.period },
    { id: 'insurance', title: zh.policy.insurance, width: 76, text: (row) => insuranceName(row.insurance) },
    {
      id: 'employer',
      group: words.difference,
      title: titles.employer,
      width: 92,
      kind: 'money',
      text: (row) => row.employer_difference,
      opens,
    },
    {
      id: 'employee',
      group: words.difference,
      title: titles.employee,
      width: 92,
      kind: 'money',
      text: (row) => row.employee_difference,
      opens,
    },
    { id: 'before', title: words.baseBefore, width: 92, kind: 'money', text: (row) => row.base_before ?? '' },
    { id: 'after', title: words.baseAfter, width: 92, kind: 'money', text: (row) => row.base_after },
    {
      id: 'status',
      title: titles.state,
      width: 92,
      text: (row) => word(STATUS, row.status),
      show: (row) => <StatusMark status={row.status} />,
    },
    { id: 'unit', title: titles.unit, width: 150, text: (row) => row.unit },
    { id: 'reason', title: words.reason, width: 320, text: (row) => row.reasons.map((one) => one.text).join('；') },
  ];
}

/** The line under the proposals. */
export function sumsOf(rows: readonly TrueUpProposal[]): GridFooter[] {
  const cells = {
    name: zh.contribution.total,
    employer: sumShown(rows.map((row) => row.employer_difference)),
    employee: sumShown(rows.map((row) => row.employee_difference)),
  };
  return [{ id: 'all', cells }];
}

/** 补差合计 per unit, period and insurance. */
export const TRUE_UP_TOTALS: GridColumn<TrueUpTotal>[] = [
  { id: 'period', title: words.period, width: 74, kind: 'month', text: (row) => row.period },
  { id: 'unit', title: titles.unit, width: 86, text: (row) => row.unit },
  { id: 'insurance', title: zh.policy.insurance, width: 56, text: (row) => insuranceName(row.insurance) },
  { id: 'heads', title: words.heads, width: 46, kind: 'id', text: (row) => String(row.heads) },
  { id: 'employer', title: titles.employer, width: 80, kind: 'money', text: (row) => row.employer },
  { id: 'employee', title: titles.employee, width: 80, kind: 'money', text: (row) => row.employee },
];
