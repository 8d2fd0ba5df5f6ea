import type { PolicyValue } from '../../generated/PolicyValue';
import type { GridColumn } from '../../kit/grid/types';
import { StatusMark } from '../../kit/Mark';
import { formatMoney, formatRate } from '../../kit/money';
import { sourceText } from '../../kit/source';
import { EVIDENCE, OPTION, POLICY_PART, STATUS, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.policy;
const or = (text: string) => text || '—';

/** A value in one line. */
export function valueText(value: PolicyValue): string {
  switch (value.part) {
    case 'bounds':
      return value.floor || value.cap ? words.bounds(or(formatMoney(value.floor)), or(formatMoney(value.cap))) : '';
    case 'rates':
      return value.employer_rate || value.employee_rate
        ? words.rates(or(formatRate(value.employer_rate)), or(formatRate(value.employee_rate)))
        : '';
    case 'fixed':
      return [
        value.employer_fixed ? words.fixedEmployer(formatMoney(value.employer_fixed)) : null,
        value.employee_fixed ? words.fixedEmployee(formatMoney(value.employee_fixed)) : null,
      ]
        .filter(Boolean)
        .join(' · ');
    default:
      return value.rounding ?? '';
  }
}

export const VALUE_COLUMNS: GridColumn<PolicyValue>[] = [
  {
    id: 'part',
    title: words.part,
    width: 96,
    frozen: true,
    text: (value) => word(POLICY_PART, value.part),
    opens: () => true,
  },
  { id: 'span', title: words.span, width: 160, kind: 'month', text: (value) => zh.common.span(value.from, value.to) },
  { id: 'value', title: words.value, width: 250, kind: 'id', text: valueText, opens: () => true },
  { id: 'option', title: words.option, width: 90, text: (value) => word(OPTION, value.option) },
  {
    id: 'status',
    title: words.status,
    width: 90,
    text: (value) => word(STATUS, value.status),
    show: (value) => <StatusMark status={value.status} />,
  },
  { id: 'evidence', title: words.evidence, width: 88, text: (value) => word(EVIDENCE, value.evidence) },
  {
    id: 'document',
    title: words.document,
    width: 420,
    text: (value) => sourceText(value.source),
    opens: () => true,
  },
];
