import type { PolicyPreview } from '../../generated/PolicyPreview';
import type { TrueUpList } from '../../generated/TrueUpList';
import type { WhatIf } from '../../generated/WhatIf';
import { coverage, REGIONS, reliance, valuesOf } from './policy';
import type { Answer } from './transport';

const PACK = {
  pack: 'beijing',
  number: 3,
  issued: '2026-02-10',
  issuer: '示例政策资料社',
  fingerprint: 'Q7KD-M2XA-PL5V-6TRE-HN3C-WZ4B-Y2SF-GJ7U',
};

const UNIT = '北京云杉科技有限公司';
const PERSON = { employee_no: 'YS1001', name: '王磊' };
const DIFFERENCE = { employer_difference: '54.56', employee_difference: '27.28' };
const CLAMPS = [{ insurance: 'pension', newly_floor: 1, newly_cap: 0, no_longer_floor: 0, no_longer_cap: 0 }];

function total(employer: string, employee: string) {
  return { unit: UNIT, insurance: 'pension', heads: 14, employer, employee, unconfirmed: 0 };
}

function changes() {
  const [now, before] = valuesOf('110000', 'pension');
  return now && before ? [{ region_name: '北京', old: before, new: now }] : [];
}

function effect() {
  return {
    people: 1,
    clamps: CLAMPS,
    totals_before: [total('31360.00', '15680.00')],
    totals_after: [total('31414.56', '15707.28')],
    ...DIFFERENCE,
  };
}

function preview(): PolicyPreview {
  return {
    pack: PACK,
    changes: changes(),
    months: [{ month: '2026-02', state: 'draft', ...effect() }],
    persons: [{ ...PERSON, months: 1, ...DIFFERENCE }],
    ...DIFFERENCE,
  };
}

function whatIf(month: string): WhatIf {
  const line = {
    ...PERSON,
    id_number: null,
    unit: UNIT,
    insurance: 'pension',
    period: month,
    declared_base: '6000.00',
    base_before: '6821.00',
    base_after: '7162.00',
    employer_before: '1091.36',
    employer_after: '1145.92',
    employee_before: '545.68',
    employee_after: '572.96',
    clamp_before: 'floor',
    clamp_after: 'floor',
    ...DIFFERENCE,
  };
  return { month, state: 'draft', pack: PACK, changes: changes(), affected: [line], ...effect() };
}

function trueUps(): TrueUpList {
  const source = {
    title: '关于公布缴费基数上下限的通知',
    number: '虚构〔2025〕12号',
    url: null,
    quote: '下限为7162元。',
  };
  const key = { employee_no: PERSON.employee_no, unit: UNIT, insurance: 'pension', period: '2025-07' };
  const amounts = {
    declared_base: '6000.00',
    base_before: '6821.00',
    base_after: '7162.00',
    employer_stands: '1091.36',
    employee_stands: '545.68',
    employer_due: '1145.92',
    employee_due: '572.96',
    ...DIFFERENCE,
  };
  const reasons = [{ text: '基数下限 6,821.00 → 7,162.00', source }];
  const sum = { unit: UNIT, period: '2025-07', insurance: 'pension', heads: 1, employer: '54.56', employee: '27.28' };
  return {
    proposals: [{ ...key, name: PERSON.name, ...amounts, status: 'final', reasons }],
    totals: [sum],
    ...DIFFERENCE,
  };
}

const taken = () => ({ pack: PACK, changes: changes(), action_seq: 43 });

/** What the invented company answers on policy, closed months and their differences. */
export const policyAnswers: Readonly<Record<string, Answer>> = {
  policy_regions: () => REGIONS,
  policy_values: (_world, request) => valuesOf(String(request.region), String(request.insurance)),
  policy_coverage: coverage,
  policy_relied_on: (_world, request) => reliance(String(request.part), String(request.month)),
  policy_pick: preview,
  policy_preview: preview,
  policy_take: taken,
  policy_preview_value: () => ({ ...preview(), pack: null }),
  policy_add: () => ({ ...taken(), pack: null }),
  policy_trust: (_world, request) => ({ fingerprints: [String(request.fingerprint)] }),
  policy_layers: () => [{ pack: PACK, taken_at: '2026-02-11 10:20', from: '2025-07', about: ['北京 养老'] }],
  contribution_what_if: (_world, request) => whatIf(String(request.month)),
  true_up_list: trueUps,
  true_up_decide: (_world, request) => ({
    lines: 1,
    booked: request.booked ?? null,
    employer: DIFFERENCE.employer_difference,
    employee: DIFFERENCE.employee_difference,
    action_seq: 44,
  }),
  month_close: (_world, request) => ({
    month: String(request.month),
    seal: 'K7QM-2F9D',
    digest: '0'.repeat(64),
    closed_at: '2026-02-12 09:30',
    user: '周会计',
    lines: 198,
    unconfirmed: 0,
  }),
  month_list: (world) =>
    (world.book?.months ?? []).map((month) => {
      const locked = month < '2026-01';
      return { month, state: locked ? 'locked' : 'draft', seal: locked ? 'K7QM-2F9D' : null };
    }),
};
