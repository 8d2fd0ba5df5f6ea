import type { PolicyPreview } from '../../generated/PolicyPreview';
import type { WhatIf } from '../../generated/WhatIf';
import { coverage, REGIONS, reliance, valuesOf } from './policy';
import { bookProof, proof, stampAll, stampedValues } from './proof';
import { type Answer, refuse, type World } from './transport';
import { decideTrueUps, trueUps } from './trueUps';

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

/** The pack is signed by a key that nobody trusts yet. */
function asPack(world: World): PolicyPreview {
  if (!world.trusted.has(PACK.fingerprint)) return refuse('pack_key_unknown', { fingerprint: PACK.fingerprint });
  return preview();
}

const LAYER = { pack: null, taken_at: '2026-01-08 16:05', from: '2025-07', about: ['北京 养老'] };

function take(world: World, pack: typeof PACK | null) {
  const layer = { pack, taken_at: '2026-02-12 10:20', from: '2026-02', about: ['北京 养老'] };
  world.layers = [layer, ...world.layers];
  const action_seq = world.did(pack ? '采用政策包' : '自录政策值', '2026-02', 1, () => {
    world.layers = world.layers.filter((one) => one !== layer);
  });
  return { pack, changes: changes(), action_seq };
}

/** As the desk: a value of hers says where it stands. */
function own(request: Record<string, unknown>): void {
  if (!String(request.source ?? '').trim())
    refuse('invalid_input', { field: '出处', expected: '京人社发〔2025〕11号通知' });
}

/** What the invented company answers on policy, closed months and their differences. */
const reopening = (month: string, reason: string) => ({
  month,
  seal: 'K7QM-2F9D',
  reason,
  reopened_at: '2026-02-12 10:20',
  user: '周会计',
  lines: 198,
  employer: '-139320.00',
  employee: '-81108.00',
});

export const policyAnswers: Readonly<Record<string, Answer>> = {
  policy_regions: () => REGIONS,
  policy_values: (world, request) => stampedValues(world, valuesOf(String(request.region), String(request.insurance))),
  policy_coverage: coverage,
  policy_relied_on: (_world, request) => reliance(String(request.part), String(request.month)),
  policy_prove: (_world, request) => proof(request.region as string | null, REGIONS[0]?.insurances ?? []),
  policy_prove_book: (_world, request) => bookProof(request),
  policy_stamp: stampAll,
  policy_pick: asPack,
  policy_preview: asPack,
  policy_take: (world) => take(world, PACK),
  policy_preview_value: (_world, request) => {
    own(request);
    return { ...preview(), pack: null };
  },
  policy_add: (world, request) => {
    own(request);
    return take(world, null);
  },
  policy_trust: (world, request) => {
    world.trusted.add(String(request.fingerprint));
    return { fingerprints: [...world.trusted] };
  },
  policy_layers: (world) => [...world.layers, LAYER],
  contribution_what_if: (_world, request) => whatIf(String(request.month)),
  true_up_list: trueUps,
  true_up_decide: decideTrueUps,
  month_close: (world, request) => {
    const month = String(request.month);
    if (world.closed.has(month)) refuse('month_locked', { month });
    world.closed.add(month);
    return {
      month,
      seal: 'K7QM-2F9D',
      digest: '0'.repeat(64),
      closed_at: '2026-02-12 09:30',
      user: '周会计',
      lines: 198,
      unconfirmed: 0,
    };
  },
  month_checklist: (world, request) => ({
    month: request.month,
    state: world.closed.has(String(request.month)) ? 'locked' : 'draft',
    may_close: !world.closed.has(String(request.month)),
    items: [
      { code: 'run', state: 'pass', text: '已核定 36 人 198 行', screen: 'ledger' },
      { code: 'unconfirmed', state: 'warn', text: '3 行待确认，封账后没有金额', screen: 'ledger' },
      {
        code: 'paid',
        state: 'warn',
        text: '未缴或未缴足 1 项，未导入银行流水 1 项，未到期 0 项',
        screen: 'remittance',
      },
      { code: 'backup', state: 'pass', text: '已核验的备份：2026-02-11 18:02', screen: 'settings' },
    ],
  }),
  month_reopen: (world, request) => {
    const month = String(request.month);
    if (!world.closed.delete(month)) refuse('month_not_locked', { month });
    const action_seq = world.did('重新打开月份', month, 2, () => world.closed.add(month));
    world.reopened.unshift({ ...reopening(month, String(request.reason)), action_seq });
    return world.reopened[0];
  },
  month_reversals: (world, request) =>
    world.reopened
      .filter((one) => request.month === null || one.month === request.month)
      .map((one) => ({ ...one, reversed: [], employer_difference: '0.00', employee_difference: '0.00' })),
  month_list: (world) =>
    (world.book?.months ?? []).map((month) => {
      const locked = world.closed.has(month);
      return { month, state: locked ? 'locked' : 'draft', seal: locked ? 'K7QM-2F9D' : null };
    }),
};
