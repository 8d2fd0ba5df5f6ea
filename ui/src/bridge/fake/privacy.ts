import type { FormView } from '../../generated/FormView';
import type { KeptPerson } from '../../generated/KeptPerson';
import type { PrivacyRequestView } from '../../generated/PrivacyRequestView';
import { searchHits } from './journalHits';
import { inventForm } from './privacyForms';
import { type Answer, NOW, refuse, type World } from './transport';

const text = (request: Record<string, unknown>, key: string) => String(request[key] ?? '');
// A function: the world's month is not there yet when this file is read.
const today = () => `${NOW}-12`;

function left(no: string, name: string, day: string, until: string): KeptPerson {
  const over = until < today();
  const rest = { state: 'normal' as const, frozen_since: null, reason: null, opened: false };
  return { employee_no: no, name, left: day, last_month: day.slice(0, 7), keep_until: until, over, ...rest };
}

/** What the invented company keeps of those who left. */
function invented() {
  return {
    years: 10,
    request_days: 30,
    kept: [
      left('YS0007', '韩国栋', '2015-06-30', '2025-06-30'),
      left('YS0112', '吕静', '2019-03-31', '2029-03-31'),
      left('YS0158', '马晓东', '2021-11-15', '2031-11-15'),
      left('YS1031', '孙丽', '2025-12-31', '2035-12-31'),
    ],
    erased: [{ pseudonym: '已删除人员3', erased_at: '2025-08-04 10:12', ground: 'expired' }],
    requests: [] as PrivacyRequestView[],
    forms: [inventForm('assessment', '社保业务的个人信息处理')] as FormView[],
    archives: [{ year: 2025, made_at: '2026-01-20 16:02', files: 28, manifest: 'b5f0'.repeat(16) }],
  };
}

const memory = new WeakMap<World, ReturnType<typeof invented>>();

function of(world: World) {
  const known = memory.get(world) ?? invented();
  memory.set(world, known);
  return known;
}

function keeping(world: World) {
  const { years, request_days, kept, erased } = of(world);
  return { years, request_days, serving: world.people.length, kept, erased };
}

function change(world: World, numbers: unknown, how: (person: KeptPerson) => KeptPerson) {
  const wanted = numbers as string[];
  const known = of(world);
  known.kept = known.kept.map((person) => (wanted.includes(person.employee_no) ? how(person) : person));
  return keeping(world);
}

const BASIS: Record<string, [string, string]> = {
  access: ['pipl:45', '《个人信息保护法》第四十五条'],
  correct: ['pipl:46', '《个人信息保护法》第四十六条'],
  erase: ['pipl:47', '《个人信息保护法》第四十七条'],
  restrict: ['pipl:44', '《个人信息保护法》第四十四条'],
  explain: ['pipl:48', '《个人信息保护法》第四十八条'],
};

function add(world: World, request: Record<string, unknown>) {
  const known = of(world);
  const no = text(request, 'employee_no');
  const kind = text(request, 'kind') as PrivacyRequestView['kind'];
  const [law, basis] = BASIS[kind] ?? ['', ''];
  const view: PrivacyRequestView = {
    id: known.requests.length + 1,
    employee_no: no,
    name: world.people.find((person) => person.employee_no === no)?.name ?? '',
    kind,
    law,
    basis,
    received_on: text(request, 'received_on'),
    due_on: '2026-03-14',
    content: text(request, 'content'),
    state: 'open',
    answered_on: null,
    answer: null,
    overdue: false,
  };
  known.requests = [...known.requests, view];
  return known.requests;
}

function answer(world: World, id: number, refused: boolean, words: string) {
  const known = of(world);
  const state = refused ? 'refused' : 'done';
  known.requests = known.requests.map((one) =>
    one.id === id ? { ...one, state, answered_on: today(), answer: words } : one,
  );
  return known.requests;
}

function mustProve(request: Record<string, unknown>) {
  if (text(request, 'own_password') !== 'demo-password') refuse('wrong_password');
}

/** 数据与隐私. */
export const privacyAnswers: Readonly<Record<string, Answer>> = {
  privacy_keeping: keeping,
  privacy_keeping_set: (world, request) => {
    Object.assign(of(world), request);
    return keeping(world);
  },
  privacy_freeze: (world, request) =>
    change(world, request.employee_nos, (person) => ({
      ...person,
      state: 'frozen',
      frozen_since: today(),
      reason: text(request, 'reason'),
    })),
  privacy_unfreeze: (world, request) =>
    change(world, request.employee_nos, (person) => ({
      ...person,
      state: 'normal',
      frozen_since: null,
      opened: false,
    })),
  privacy_open: (world, request) => change(world, request.employee_nos, (person) => ({ ...person, opened: true })),
  privacy_erasure_scope: (world, request) => {
    const no = text(request, 'employee_no');
    const person = of(world).kept.find((one) => one.employee_no === no);
    if (!person) return refuse('unknown_employee', { employee_no: no });
    if (!person.over) return refuse('retention_runs', { employee_no: no, until: person.keep_until ?? '' });
    const counts = { rows: 214, files: 6, payloads: 9, unreachable: 0, sealed: 0, closed_months: 18 };
    return { employee_no: no, name: person.name, keep_until: person.keep_until, pseudonym: '已删除人员7', ...counts };
  },
  privacy_erase: (world, request) => {
    mustProve(request);
    const known = of(world);
    known.kept = known.kept.filter((one) => one.employee_no !== text(request, 'employee_no'));
    known.erased = [
      { pseudonym: '已删除人员7', erased_at: `${today()} 10:20`, ground: text(request, 'ground') },
      ...known.erased,
    ];
    return keeping(world);
  },
  privacy_copy: (world, request) => {
    mustProve(request);
    const folder = `/导出/个人信息副本_${text(request, 'employee_no')}_20260212`;
    if (request.request) answer(world, Number(request.request), false, '已提供个人信息副本');
    return { folder, files: [`${folder}/个人信息副本.pdf`], records: 128 };
  },
  privacy_correct: (world, request) => {
    if (request.request) answer(world, Number(request.request), false, `已更正：${text(request, 'reason')}`);
    return world.people[0];
  },
  privacy_requests: (world) => of(world).requests,
  privacy_request_add: add,
  privacy_request_answer: (world, request) =>
    answer(world, Number(request.id), Boolean(request.refused), text(request, 'answer')),
  privacy_forms: (world) => of(world).forms,
  privacy_form_new: (world, request) => {
    const form = { ...inventForm(text(request, 'kind'), text(request, 'title')), id: of(world).forms.length + 1 };
    of(world).forms = [form, ...of(world).forms];
    return form;
  },
  privacy_form_fill: (world, request) => {
    const form = of(world).forms.find((one) => one.id === Number(request.id));
    if (!form) return refuse('unknown_record', { what: '文书' });
    if (request.finish && form.open > 0) return refuse('invalid_input', { field: '未填项目', expected: '填完再完成' });
    return form;
  },
  privacy_form_print: (_world, request) => ({ file: `${text(request, 'name')}.pdf`, pages: 2 }),
  privacy_archive: (world, request) => {
    mustProve(request);
    const year = Number(request.year);
    const manifest = 'c0de'.repeat(16);
    of(world).archives = [{ year, made_at: `${today()} 10:20`, files: 8, manifest }, ...of(world).archives];
    return { folder: `/导出/年度档案_${year}_20260212`, files: [], manifest, unsealed: [`${year}-02`] };
  },
  privacy_archives: (world) => of(world).archives,
  privacy_archive_verify: () => ({
    ok: true,
    year: 2025,
    company: '北京云杉科技有限公司',
    made_at: '2026-01-20 16:02:11',
    files: 26,
    manifest: 'b5f0'.repeat(16),
    head: '198 K7QM-2F9D',
    known: true,
    findings: [],
  }),
  journal_search: (_world, request) => searchHits(request),
};
