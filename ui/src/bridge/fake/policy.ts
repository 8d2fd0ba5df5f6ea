import type { CoverageCell } from '../../generated/CoverageCell';
import type { PolicyValue } from '../../generated/PolicyValue';
import type { RegionView } from '../../generated/RegionView';
import { INSURANCES } from './ledger';

export const REGIONS: RegionView[] = [
  { code: '110000', name: '北京市', insurances: INSURANCES },
  { code: '310000', name: '上海市', insurances: INSURANCES },
  { code: '440300', name: '深圳市', insurances: [...INSURANCES, 'supplement:local_pension'] },
];

function value(region: string, insurance: string, part: string, from: string, to: string | null): PolicyValue {
  return {
    region,
    insurance,
    part,
    option: part === 'fixed' ? 'hukou=local' : null,
    from,
    to,
    floor: part === 'bounds' ? '7162.00' : null,
    cap: part === 'bounds' ? '35811.00' : null,
    employer_rate: part === 'rates' ? '0.16' : null,
    employee_rate: part === 'rates' ? '0.08' : null,
    employer_fixed: null,
    employee_fixed: part === 'fixed' ? '3.00' : null,
    rounding: part === 'rounding' ? '每人每险种每方四舍五入到分' : null,
    published: '2025-07-10',
    checked: '2026-11-21',
    status: part === 'bounds' && to === null ? 'provisional' : part === 'rounding' ? 'carried_over' : 'final',
    evidence: part === 'rates' ? 'proved' : 'quoted',
    source: {
      title: '关于公布社会保险缴费基数上下限的通知',
      number: '虚构〔2025〕12号',
      url: 'https://example.gov.cn/notice/2025/12.html',
      quote: '自2025年7月起，职工养老保险月缴费基数下限为7162元，上限为35811元。',
    },
    note: null,
    alternatives: [],
  };
}

export function valuesOf(region: string, insurance: string): PolicyValue[] {
  return [
    value(region, insurance, 'bounds', '2025-07', null),
    value(region, insurance, 'bounds', '2024-07', '2025-06'),
    value(region, insurance, 'rates', '2024-01', null),
    value(region, insurance, 'fixed', '2024-01', null),
    value(region, insurance, 'rounding', '2011-07', null),
  ];
}

const STATES = ['明细验证', '已公布（转引）', '暂定', '沿用', '待确认', '未收录'];

export function coverage(): CoverageCell[] {
  return REGIONS.flatMap((region, r) =>
    INSURANCES.map((insurance, i) => ({
      region: region.code,
      region_name: region.name,
      insurance,
      state: STATES[(r * 2 + i) % STATES.length] as string,
      months: '2024-01 至 2026-12',
    })),
  );
}
