import type { PolicyValue } from '../../generated/PolicyValue';
import type { GridColumn } from '../../kit/grid/types';
import { formatMoney, formatRate } from '../../kit/money';
import { sourceText } from '../../kit/source';
import { OPTION, POLICY_PART, STANDING, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { StandingMark } from './StandingMark';
import { standingOf } from './standing';

const words = zh.policy;
const or = (text: string) => text || '—';

/** A rate, or both ends of the range a unit chooses from. */
function rate(text: string | null): string {
  return or((text ?? '').split('-').map(formatRate).filter(Boolean).join(words.between));
}

/** What a value and its alternatives have in common. */
type Amounts = Pick<
  PolicyValue,
  'part' | 'floor' | 'cap' | 'employer_rate' | 'employee_rate' | 'employer_fixed' | 'employee_fixed' | 'rounding'
>;

/** A value in one line. */
export function valueText(value: Amounts): string {
  switch (value.part) {
    case 'bounds':
      return value.floor || value.cap ? words.bounds(or(formatMoney(value.floor)), or(formatMoney(value.cap))) : '';
    case 'rates':
      return value.employer_rate || value.employee_rate
        ? words.rates(rate(value.employer_rate), rate(value.employee_rate))
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

/** A value in two short lines, for a narrow bar. */
export function barLines(value: PolicyValue): string[] {
  switch (value.part) {
    case 'bounds':
      return [or(whole(value.floor)), or(whole(value.cap))];
    case 'rates':
      return [words.barEmployer(rate(value.employer_rate)), words.barEmployee(rate(value.employee_rate))];
    case 'fixed':
      return [words.barEmployer(or(whole(value.employer_fixed))), words.barEmployee(or(whole(value.employee_fixed)))];
    default:
      return [value.rounding ?? '—'];
  }
}

/** Without .00: a bar has no room for it. */
function whole(amount: string | null): string {
  return formatMoney(amount).replace(/\.00$/, '');
}

/** What the lists of the book prove of a value, in short: the weakest of its sides. */
function stampText({ stamps }: PolicyValue): string {
  const { short, lines } = words.proving;
  const weakest = (['contradicted', 'none', 'ambiguous'] as const).find((id) => stamps.some((s) => s.finding === id));
  if (weakest) return short[weakest];
  if (stamps.some((stamp) => stamp.agrees === false)) return short.contradicted;
  const most = stamps.reduce<PolicyValue['stamps'][number] | null>(
    (best, stamp) => (best && best.lines >= stamp.lines ? best : stamp),
    null,
  );
  return most ? lines(most.lines, most.months.length) : '';
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
  {
    id: 'value',
    title: words.value,
    width: 250,
    kind: 'id',
    text: (value) => (value.ends ? words.ended : valueText(value) || words.unknownValue),
    opens: () => true,
  },
  { id: 'option', title: words.option, width: 90, text: (value) => word(OPTION, value.option) },
  {
    id: 'status',
    title: words.status,
    width: 128,
    text: (value) => word(STANDING, standingOf(value)),
    show: (value) => <StandingMark standing={standingOf(value)} />,
  },
  { id: 'stamp', title: words.proofs, width: 110, text: stampText },
  { id: 'published', title: words.published, width: 96, kind: 'month', text: (value) => value.published ?? '' },
  {
    id: 'document',
    title: words.document,
    width: 420,
    text: (value) => sourceText(value.source),
    opens: () => true,
  },
];
