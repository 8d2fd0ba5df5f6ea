import type { CoverageCell } from '../../generated/CoverageCell';
import type { PolicyValue } from '../../generated/PolicyValue';
import type { RegionView } from '../../generated/RegionView';
import type { Reliance } from '../../generated/Reliance';
import type { ValueAlternative } from '../../generated/ValueAlternative';
import { INSURANCES } from './ledger';

const region = (code: string, name: string, insurances: string[]): RegionView => ({
  code,
  name,
  insurances,
  notes: ['缴费年度为 7 月至次年 6 月（示例）'],
  conflicts: [{ insurance: 'pension', text: '两份公开资料的下限不同：7162 与 7160（示例）' }],
});

export const REGIONS: RegionView[] = [
  region('110000', '北京市', INSURANCES),
  region('310000', '上海市', INSURANCES),
  region('440300', '深圳市', [...INSURANCES, 'supplement:local_pension']),
];

/** What another source gives for the same months. */
const other = (floor: string): ValueAlternative => ({
  floor,
  cap: '35811.00',
  employer_rate: null,
  employee_rate: null,
  employer_fixed: null,
  employee_fixed: null,
  rounding: null,
  source: { title: '另一份公开资料', number: null, url: null, quote: '7160 / 35811' },
  note: null,
});

function value(region: string, insurance: string, part: string, from: string, to: string | null): PolicyValue {
  const through = part === 'bounds' ? (to ?? '2025-12') : null;
  return {
    region,
    insurance,
    part,
    option: part === 'fixed' ? 'hukou=local' : null,
    from,
    to,
    through,
    followed: to !== null,
    ends: false,
    months: [],
    corrected: false,
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
    proofs: part === 'rates' ? [{ month: '2026-01', quote: '36 行明细按此费率逐分相符' }] : [],
    stamps: [],
    alternatives: part === 'bounds' && to === null ? [other('7160.00')] : [],
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

/** Who relies on a value: the invented company uses all but the rounding. */
export function reliance(part: string, month: string): Reliance {
  const computed = month <= '2026-02';
  const used = computed && part !== 'rounding';
  const units = used
    ? [
        { unit: '北京云杉科技有限公司', people: 29 },
        { unit: '云杉科技深圳分公司', people: 7 },
      ]
    : [];
  return { month, computed, people: used ? 36 : 0, waiting: part === 'fixed' && computed ? 2 : 0, units };
}

export function coverage(): CoverageCell[] {
  return REGIONS.flatMap((region, r) =>
    INSURANCES.map((insurance, i) => ({
      region: region.code,
      region_name: region.name,
      insurance,
      state: STATES[(r * 2 + i) % STATES.length] as string,
      months: '2024-01 起',
      proved: (r * 2 + i) % STATES.length === 0 ? '33 行、1 个月' : null,
    })),
  );
}
