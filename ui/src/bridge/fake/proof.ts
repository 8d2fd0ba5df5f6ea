import type { ProofReport } from '../../generated/ProofReport';
import type { SideProofView } from '../../generated/SideProofView';
import { RATES } from './ledger';

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
