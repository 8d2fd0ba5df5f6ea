import type { Explanation } from '../../generated/Explanation';
import type { LedgerCell } from '../../generated/LedgerCell';
import type { Person } from '../../generated/Person';
import type { StepView } from '../../generated/StepView';
import { formatMoney, sumShown, toFen } from '../../kit/money';
import { cell, INSURANCES, openValues, RATES } from './ledger';
import { UNITS } from './people';

const QUOTE = '职工月平均工资低于下限的，以下限为缴费基数；高于上限的，以上限为缴费基数。';

function steps(person: Person, one: LedgerCell): StepView[] {
  const [employer, employee] = RATES[one.insurance] ?? [0, 0];
  const base = person.bases[0];
  const none = { status: null, source: null, law: null, origin: null, note: null };
  const source = {
    title: '关于公布2026年度社会保险缴费基数上下限的通知',
    number: '虚构〔2026〕12号',
    url: 'https://example.gov.cn/2026/12.html',
    quote: QUOTE,
  };
  const percent = (tenths: number) => `${tenths / 10}%`;
  const law = {
    id: 'sbf:12',
    title: '《社会保险法》第十二条',
    text: '用人单位应当按照国家规定的本单位职工工资总额的比例缴纳基本养老保险费，记入基本养老保险统筹基金。',
    url: null,
    on: '2026-02-28',
  };
  return [
    {
      ...none,
      kind: 'cover',
      label: '参保',
      expression: `${person.cover[0]?.first_month} 起`,
      value: '在保',
      origin: person.cover[0]?.origin ?? null,
    },
    {
      ...none,
      kind: 'declared_base',
      label: '申报基数',
      expression: '上年月均工资',
      value: base?.amount ?? '',
      origin: base?.origin ?? null,
    },
    {
      ...none,
      kind: 'base',
      label: '缴费基数',
      expression: `7,000.00 ≤ ${formatMoney(base?.amount)} ≤ 35,000.00`,
      value: one.base ?? '',
      status: 'final',
      source,
    },
    {
      ...none,
      kind: 'employer',
      label: '单位部分',
      expression: `${formatMoney(one.base)} × ${percent(employer)} = ${formatMoney(one.employer)}`,
      value: one.employer ?? '',
      status: one.status,
      source: { ...source, quote: `单位缴费比例为${percent(employer)}。` },
      law,
    },
    {
      ...none,
      kind: 'employee',
      label: '个人部分',
      expression: `${formatMoney(one.base)} × ${percent(employee)} = ${formatMoney(one.employee)}`,
      value: one.employee ?? '',
      status: one.status,
      source: { ...source, quote: `个人缴费比例为${percent(employee)}。` },
      law,
    },
    {
      ...none,
      kind: 'total',
      label: '合计',
      expression: '单位部分 + 个人部分',
      value: sumShown([one.employer, one.employee]),
    },
  ];
}

export function explain(month: string, person: Person, unit: string, insurance: string): Explanation {
  const one = cell(unit, insurance, toFen(person.bases[0]?.amount));
  const open =
    one.status === 'unconfirmed' ? openValues(month, []).find((item) => item.insurance === insurance) : undefined;
  return {
    employee_no: person.employee_no,
    name: person.name,
    id_number: person.id_number,
    unit,
    month,
    insurance,
    employer: one.employer,
    employee: one.employee,
    status: one.status,
    steps: one.employer === null ? steps(person, one).slice(0, 2) : steps(person, one),
    open: open ?? null,
  };
}

/** The trial calculation of the invented region. */
export function estimateLines(base: string) {
  return INSURANCES.map((insurance) => {
    const one = cell(UNITS[0], insurance, toFen(base));
    const [employer, employee] = RATES[insurance] ?? [0, 0];
    const source = {
      title: '关于公布2026年度社会保险缴费基数上下限的通知',
      number: '虚构〔2026〕12号',
      url: null,
      quote: QUOTE,
    };
    const step = { status: 'final', source, law: null, origin: null, note: null };
    return {
      insurance,
      base: one.base,
      employer_rate: String(employer / 1000),
      employee_rate: String(employee / 1000),
      employer: one.employer,
      employee: one.employee,
      status: one.status,
      steps: [
        {
          ...step,
          kind: 'base',
          label: '缴费基数',
          expression: `7,000.00 ≤ ${formatMoney(base)} ≤ 35,000.00`,
          value: one.base ?? '',
        },
        {
          ...step,
          kind: 'employer',
          label: '单位部分',
          expression: `${formatMoney(one.base)} × ${employer / 10}%`,
          value: one.employer ?? '',
        },
      ],
      open: null,
    };
  });
}
