import type { EnrollmentPreview } from '../../generated/EnrollmentPreview';
import type { EnrollmentTask } from '../../generated/EnrollmentTask';
import type { OnboardingView } from '../../generated/OnboardingView';
import type { UnitDayView } from '../../generated/UnitDayView';
import { fromFen, sumShown, toFen } from '../../kit/money';
import { cell, INSURANCES } from './ledger';
import { UNITS } from './people';
import type { Answer } from './transport';

const text = (request: Record<string, unknown>, key: string) => String(request[key] ?? '');

function task(part: Partial<EnrollmentTask>): EnrollmentTask {
  return {
    id: `${part.kind ?? 'enroll'}:${part.scope ?? ''}:${part.employee_no}:${part.event ?? '2026-02-02'}`,
    kind: 'enroll',
    employee_no: '',
    name: '',
    unit: UNITS[0],
    scope: null,
    change: 'hired',
    from_unit: null,
    event: '2026-02-02',
    state: 'open',
    due: null,
    days_left: null,
    remind_on: null,
    cutoff: null,
    basis: null,
    law: null,
    watched: true,
    ...part,
  };
}

const sbf58 = { basis: '《社会保险法》第五十八条', law: 'sbf:58' };

let tasks: EnrollmentTask[] = [
  task({
    employee_no: 'YS1002',
    name: '李静',
    scope: 'social',
    due: '2026-03-04',
    days_left: 20,
    cutoff: '2026-02-20',
    ...sbf58,
  }),
  task({
    employee_no: 'YS1002',
    name: '李静',
    scope: 'housing_fund',
    due: '2026-03-04',
    days_left: 20,
    basis: '《住房公积金管理条例》第十五条',
    law: 'gjj:15',
  }),
  task({
    employee_no: 'YS1005',
    name: '陈思远',
    scope: 'social',
    state: 'entered',
    event: '2026-01-05',
    due: '2026-02-04',
    days_left: -8,
    change: 'moved_region',
    from_unit: UNITS[1],
    ...sbf58,
  }),
  task({
    kind: 'withdraw',
    employee_no: 'YS1012',
    name: '朱婷',
    scope: 'social',
    change: 'left',
    event: '2026-01-28',
    due: '2026-02-25',
    days_left: 13,
    basis: '单位设置',
  }),
  task({
    kind: 'unemployed_list',
    employee_no: 'YS1012',
    name: '朱婷',
    change: 'left',
    event: '2026-01-28',
    due: '2026-02-12',
    days_left: 0,
    basis: '《社会保险法》第五十条',
    law: 'sbf:50',
  }),
];

const checks: OnboardingView[] = [
  {
    employee_no: 'YS1002',
    name: '李静',
    unit: UNITS[0],
    hired: '2026-02-02',
    due: '2026-02-05',
    days_left: -7,
    checked_on: null,
    first_ever: null,
    note: null,
    past: [
      {
        id: 1,
        insurance: 'medical',
        kind: 'employee',
        employer: '虚构前单位',
        region: '北京市',
        first_month: '2024-01',
        last_month: '2025-10',
        arrears: false,
        source: '个人权益记录（2026-02-03 打印）',
      },
    ],
    findings: [
      {
        kind: 'gap',
        insurances: ['medical'],
        from: '2025-11',
        to: '2026-01',
        employer: null,
        message: '入职前医疗中断：2025-11 至 2026-01',
        duty: '入职前的中断不影响本单位依法参保，自用工之日起三十日内办理登记',
        next: '照常增员；告知本人入职前的空档与本单位无关，可自愿咨询以灵活就业身份接续',
        document: '个人权益记录或参保缴费证明',
        ...sbf58,
      },
    ],
  },
];

function preview(request: Record<string, unknown>): EnrollmentPreview {
  const fund = text(request, 'scope') === 'housing_fund';
  const base = toFen(String(request.base ?? '')) ?? 950000n;
  const cost = INSURANCES.filter((id) => (id === 'housing_fund') === fund).map((id) => ({
    ...cell(UNITS[0], id, base),
    gap: null,
  }));
  const month = text(request, 'month') || '2026-02';
  return {
    kind: text(request, 'kind'),
    event: '2026-02-02',
    month,
    booked: month,
    late: false,
    months_behind: 0,
    cutoff_day: 20,
    due: '2026-03-04',
    ...sbf58,
    cost,
    employer: sumShown(cost.map((line) => line.employer)) || fromFen(0n),
    employee: sumShown(cost.map((line) => line.employee)) || fromFen(0n),
    notes: [
      {
        code: 'past_cover',
        message: '医疗在虚构前单位以职工身份仍在参保：先办本单位增员，再请其停保或由经办机构核减',
        ...sbf58,
      },
    ],
  };
}

function days(): UnitDayView[] {
  return UNITS.flatMap((unit) => [
    { unit, kind: 'enroll_cutoff', label: '社保增员截止日', day: 20, from: null, to: null, reason: '单位资料' },
    { unit, kind: 'onboarding', label: '入职后几天内核查', day: 3, from: null, to: null, reason: '未设置时' },
  ]);
}

/** 增减员办理 and 入职核查 of the invented company. */
export const enrollmentAnswers: Readonly<Record<string, Answer>> = {
  enrollment_preview: (_world, request) => preview(request),
  enrollment_tasks: (world) => (world.people.length > 0 ? tasks : []),
  enrollment_receipt: (_world, request) => {
    const of = (item: EnrollmentTask) =>
      item.kind === text(request, 'kind') &&
      item.employee_no === text(request, 'employee_no') &&
      (item.scope ?? '') === text(request, 'scope');
    tasks = tasks.map((item) => (of(item) ? { ...item, state: 'closed' } : item));
    return tasks;
  },
  onboarding_list: (world) => (world.people.length > 0 ? checks : []),
  onboarding_done: () => checks,
  past_cover_add: () => checks[0]?.past ?? [],
  past_cover_remove: () => [],
  unit_day_list: (world) => (world.book?.units ? days() : []),
  unit_day_add: () => days(),
};
