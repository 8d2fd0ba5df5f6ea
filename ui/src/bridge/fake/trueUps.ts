import type { Line } from '../../generated/Line';
import type { TrueUpKey } from '../../generated/TrueUpKey';
import type { TrueUpList } from '../../generated/TrueUpList';
import type { TrueUpProposal } from '../../generated/TrueUpProposal';
import { sumShown } from '../../kit/money';
import { refuse, type World } from './transport';

const UNIT = '北京云杉科技有限公司';
const SOURCE = {
  title: '关于公布缴费基数上下限的通知',
  number: '虚构〔2025〕12号',
  url: null,
  quote: '下限为7162元。',
};

/** Insurance, what stands and what is due of both sides, at the floor of 6,821 and of 7,162. */
const PARTS = [
  ['pension', '1091.36', '1145.92', '54.56', '545.68', '572.96', '27.28'],
  ['medical', '668.46', '701.88', '33.42', '136.42', '143.24', '6.82'],
  ['unemployment', '34.11', '35.81', '1.70', '34.11', '35.81', '1.70'],
] as const;

/** Two people whose two closed months were computed by the floor of the year before. */
const PROPOSALS: readonly TrueUpProposal[] = ['2025-07', '2025-08'].flatMap((period) =>
  [
    ['YS1001', '王磊'],
    ['YS1004', '刘洋'],
  ].flatMap(([employee_no = '', name = '']) =>
    PARTS.map(([insurance, stands, due, more, stands2, due2, more2]) => ({
      employee_no,
      unit: UNIT,
      insurance,
      period,
      name,
      declared_base: '6000.00',
      base_before: '6821.00',
      base_after: '7162.00',
      employer_stands: stands,
      employer_due: due,
      employer_difference: more,
      employee_stands: stands2,
      employee_due: due2,
      employee_difference: more2,
      status: 'final' as const,
      reasons: [{ text: '基数下限 6,821.00 → 7,162.00', source: SOURCE }],
    })),
  ),
);

const keyOf = (key: TrueUpKey) => `${key.employee_no}|${key.unit}|${key.insurance}|${key.period}`;
const proposed = (world: World) => PROPOSALS.filter((one) => !world.decided.has(keyOf(one)));

export function trueUps(world: World): TrueUpList {
  const proposals = proposed(world);
  const of = (period: string, insurance: string) =>
    proposals.filter((one) => one.period === period && one.insurance === insurance);
  const totals = ['2025-07', '2025-08'].flatMap((period) =>
    PARTS.map(([insurance]) => ({
      unit: UNIT,
      period,
      insurance,
      heads: of(period, insurance).length,
      employer: sumShown(of(period, insurance).map((one) => one.employer_difference)),
      employee: sumShown(of(period, insurance).map((one) => one.employee_difference)),
    })),
  );
  return {
    proposals,
    totals: totals.filter((total) => total.heads > 0),
    employer_difference: sumShown(proposals.map((one) => one.employer_difference)),
    employee_difference: sumShown(proposals.map((one) => one.employee_difference)),
  };
}

export function decideTrueUps(world: World, request: Record<string, unknown>) {
  const wanted = (request.lines as TrueUpKey[] | null)?.map(keyOf);
  const chosen = proposed(world).filter((one) => wanted?.includes(keyOf(one)) ?? true);
  const booked = (request.booked as string | null) ?? null;
  if (booked && world.closed.has(booked)) return refuse('month_locked', { month: booked });
  for (const one of chosen) world.decided.set(keyOf(one), booked);
  const action_seq = world.did(booked ? '补差入账' : '不补差', booked ?? '', chosen.length, () => {
    for (const one of chosen) world.decided.delete(keyOf(one));
  });
  return {
    lines: chosen.length,
    booked,
    employer: sumShown(chosen.map((one) => one.employer_difference)),
    employee: sumShown(chosen.map((one) => one.employee_difference)),
    action_seq,
  };
}

/** Accepted differences booked in a month or of it. */
export function bookedTrueUps(world: World, month: string): Line[] {
  return PROPOSALS.flatMap((one) => {
    const booked = world.decided.get(keyOf(one));
    if (!booked || (booked !== month && one.period !== month)) return [];
    const { employee_no, name, unit, insurance, period, declared_base, status } = one;
    return [
      {
        employee_no,
        name,
        id_number: null,
        unit,
        insurance,
        kind: 'true_up',
        period,
        booked,
        declared_base,
        base: one.base_after,
        employer_rate: null,
        employee_rate: null,
        employer_fixed: null,
        employee_fixed: null,
        employer: one.employer_difference,
        employee: one.employee_difference,
        status,
        gap: null,
      },
    ];
  });
}
