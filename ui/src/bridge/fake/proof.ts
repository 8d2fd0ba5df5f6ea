import type { BookProof } from '../../generated/BookProof';
import type { PolicyValue } from '../../generated/PolicyValue';
import type { ProofReport } from '../../generated/ProofReport';
import type { SideProofView } from '../../generated/SideProofView';
import type { ValueStamp } from '../../generated/ValueStamp';
import { RATES } from './ledger';
import { REGIONS, valuesOf } from './policy';
import type { World } from './transport';

function side(insurance: string, of: 'employer' | 'employee', contradicted: boolean, region: string | null) {
  const rate = `${(RATES[insurance]?.[of === 'employer' ? 0 : 1] ?? 0) / 10}%`;
  const rounding = insurance === 'housing_fund' ? '四舍五入到元' : '四舍五入到分';
  const ambiguous = insurance === 'maternity';
  const proved: SideProofView = {
    insurance,
    side: of,
    finding: contradicted ? 'contradicted' : ambiguous ? 'ambiguous' : 'proved',
    stamp: contradicted
      ? `不符，最接近的是${rounding}，逐人取整再合计；1 行对不上：社保明细 第 9 行`
      : ambiguous
        ? `不能确定：33 行对以下各种都相符：${rounding}，逐人取整再合计；见厘进分，逐人取整再合计`
        : `明细验证：${rounding}，逐人取整再合计（33 行、1 个月）`,
    rows: contradicted ? ['社保明细 第 9 行'] : [],
    rate_finding: 'proved',
    rate_stamp: `明细验证：${rate}（33 行、1 个月）`,
    rate_rows: [],
    lines: 33,
    months: ['2026-01'],
    held: region ? rounding : null,
    agrees: region ? !contradicted : null,
  };
  return proved;
}

/** What an invented bureau list proves: one insurance has a row that fits nothing, one cannot be told. */
export function proof(region: string | null, insurances: readonly string[]): ProofReport {
  const sides = insurances.flatMap((insurance) => {
    const employer = side(insurance, 'employer', insurance === 'unemployment', region);
    return (RATES[insurance]?.[1] ?? 0) > 0 ? [employer, side(insurance, 'employee', false, region)] : [employer];
  });
  return { rows: 33 * sides.length, skipped: 2, region, sides };
}

const stamp = (of: 'employer' | 'employee', text: string): ValueStamp => ({
  side: of,
  finding: 'proved',
  stamp: `明细验证：${text}（33 行、1 个月）`,
  rows: [],
  lines: 33,
  months: ['2026-01'],
  agrees: true,
});

/** The rate and the rounding with what the invented lists prove of them. */
function stampsOf(value: PolicyValue): ValueStamp[] {
  if (value.followed || !RATES[value.insurance]) return [];
  if (value.part === 'rates') return [stamp('employer', '16%'), stamp('employee', '8%')];
  if (value.part !== 'rounding') return [];
  const rounding = '四舍五入到分，逐人取整再合计';
  const open = {
    finding: 'ambiguous',
    stamp: `不能确定：33 行对以下各种都相符：${rounding}；进位到分，逐人取整再合计`,
  };
  return [stamp('employer', rounding), { ...stamp('employee', ''), ...open }];
}

const keyOf = ({ region, insurance }: { region: string; insurance: string }) => `${region}|${insurance}`;

export const stampedValues = (world: World, values: PolicyValue[]): PolicyValue[] =>
  values.map((value) => (world.stamped.has(keyOf(value)) ? { ...value, stamps: stampsOf(value) } : value));

/** Of a region and insurance, or of all that are asked for without a name. */
export function bookProof(request: Record<string, unknown>): BookProof {
  const regions = request.region ? REGIONS.filter((region) => region.code === request.region) : REGIONS;
  const wanted = request.insurance ? [String(request.insurance)] : null;
  const values = regions
    .flatMap((region) => (wanted ?? region.insurances).flatMap((insurance) => valuesOf(region.code, insurance)))
    .map((value) => ({ ...value, stamps: stampsOf(value) }))
    .filter((value) => value.stamps.length > 0);
  return { values, unused: 2, action_seq: null };
}

export function stampAll(world: World, request: Record<string, unknown>): BookProof {
  const proved = bookProof(request);
  const fresh = [...new Set(proved.values.map(keyOf))].filter((key) => !world.stamped.has(key));
  for (const key of fresh) world.stamped.add(key);
  const action_seq = world.did('盖明细验证印记', '', fresh.length, () => {
    for (const key of fresh) world.stamped.delete(key);
  });
  return { ...proved, action_seq };
}
