import type { EnrollmentLine } from '../../generated/EnrollmentLine';
import type { Person } from '../../generated/Person';
import type { PersonEdit } from '../../generated/PersonEdit';
import { INSPECTION, importReport, QUESTIONS } from './exchange';
import { estimateLines, explain } from './explain';
import { lawArticle, lawIndex, lawSearch } from './law';
import { INSURANCES, ledgerOf } from './ledger';
import { samplePdf } from './pdf';
import { coverage, REGIONS, reliance, valuesOf } from './policy';
import { type Answer, demoBook, NOW, refuse, type World } from './transport';
import { units, worksheet } from './units';

const text = (request: Record<string, unknown>, key: string) => String(request[key] ?? '');

function personOf(world: World, request: Record<string, unknown>): Person {
  const no = text(request, 'employee_no');
  return world.people.find((person) => person.employee_no === no) ?? refuse('unknown_employee', { employee_no: no });
}

function revealed(person: Person, reveal: unknown): Person {
  return reveal ? { ...person, id_number: person.id_number?.replace('********', '19900101') ?? null } : person;
}

function ledger(world: World, month: string) {
  const known = world.book?.months.includes(month) ?? false;
  if (!known) {
    return { month, state: 'none', run_at: null, stale: false, insurances: [], rows: [], totals: [], open: [] };
  }
  return ledgerOf(month, world.people, month < '2026-01' ? 'locked' : 'draft', month === '2026-01');
}

function edited(person: Person, edit: Partial<PersonEdit>): Person {
  const changes = Object.entries(edit).filter(([key, value]) => value !== null && key !== 'unit' && key in person);
  return { ...person, ...Object.fromEntries(changes) };
}

function covered(world: World, month: string): EnrollmentLine[] {
  return world.people.flatMap((person) =>
    INSURANCES.flatMap((insurance) => {
      const cover = person.cover.find((item) => item.scope === (insurance === 'housing_fund' ? insurance : 'social'));
      if (!cover || (cover.last_month !== null && cover.last_month < month)) return [];
      const { unit, first_month, last_month, reason } = cover;
      return [{ employee_no: person.employee_no, name: person.name, unit, insurance, first_month, last_month, reason }];
    }),
  );
}

const WORK = [
  {
    kind: 'unsettled_policy',
    severity: 'act',
    text: '云杉科技深圳分公司 生育政策值待确认（2026-02 7 人）',
    count: 7,
    screen: 'ledger',
  },
  {
    kind: 'no_base',
    severity: 'act',
    text: '北京云杉科技有限公司 养老缺申报基数（2026-02 1 人）',
    count: 1,
    screen: 'ledger',
  },
  { kind: 'open_question', severity: 'act', text: '1 个导入问题等您决定', count: 1, screen: 'import' },
  { kind: 'month_not_run', severity: 'soon', text: '2026年3月 还没有核定', count: 1, screen: 'ledger' },
  { kind: 'backup', severity: 'done', text: '上次已核验的备份：2026-02-11 18:02', count: 0, screen: 'settings' },
];

const BATCHES = [
  {
    id: 2,
    file: '2025年工资表.xlsx',
    time: '2026-02-11T15:20:00+08:00',
    kind: 'payroll',
    accepted: 412,
    rejected: 0,
    undone: false,
  },
  {
    id: 1,
    file: '花名册.xlsx',
    time: '2026-02-11T15:10:00+08:00',
    kind: 'roster',
    accepted: 51,
    rejected: 3,
    undone: false,
  },
];

async function batch(world: World) {
  for (let done = 0; done <= 36; done += 6) {
    world.emit('progress', { job: 'statement_batch', done, total: 36 });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  const skipped = [{ employee_no: 'YS1008', name: '黄晓梅', reason: '本月没有缴费行：缺少申报基数' }];
  return { files: Array.from({ length: 35 }, (_, i) => `告知单${i}.pdf`), pages: 35, numbers: [], skipped };
}

function shownCard(world: World) {
  return {
    recovery_code: 'K7QM-2XWD-9FHT-5RBN-8VCE-3JYP-6GSA-4UZL-7K2M-X9WD-F5HT-R8BN-V3CE-J6YP',
    confirm_groups: [3, 11],
    book: world.book,
  };
}

/** One answer per command. */
export const answers: Readonly<Record<string, Answer>> = {
  books_known: () => [
    { id: 'yunshan', company: '北京云杉科技有限公司', demo: false },
    { id: 'demo', company: '演示公司', demo: true },
  ],
  book_create: (world, request) => {
    const book = {
      ...demoBook(0),
      demo: false,
      company: text(request, 'company'),
      units: 0,
      months: [],
      last_backup: null,
    };
    world.book = {
      ...book,
      credit_code: text(request, 'credit_code'),
      user: text(request, 'user'),
      recovery_confirmed: false,
    };
    world.people = [];
    return shownCard(world);
  },
  book_confirm_recovery: (world, request) => {
    const groups = request.groups as string[];
    if (groups[0] !== '9FHT' || groups[1] !== 'F5HT') return refuse('wrong_recovery_code');
    if (world.book) world.book = { ...world.book, recovery_confirmed: true };
    return world.book;
  },
  book_recovery_card: () => ({ saved: '恢复卡-北京云杉科技有限公司.pdf' }),
  book_show_recovery: (world, request) =>
    text(request, 'password') === 'demo-password' ? shownCard(world) : refuse('wrong_password'),
  book_pick_backup: () => '/备份/000012.backup',
  book_restore: (world, request) => {
    if (text(request, 'password') !== 'demo-password') return refuse('wrong_password');
    world.book = { ...demoBook(world.people.length), demo: false };
    return world.book;
  },
  today: () => `${NOW}-12`,
  book_open: (world, request) => {
    if (text(request, 'password') !== 'demo-password') return refuse('wrong_password');
    world.book = { ...demoBook(world.people.length), demo: false };
    return world.book;
  },
  book_open_with_recovery: () => refuse('wrong_recovery_code'),
  book_info: (world) => world.book,
  book_lock: (world) => {
    world.book = null;
    return null;
  },
  book_demo: (world) => {
    world.book = demoBook(world.people.length);
    return world.book;
  },
  book_check: () => ({ ok: true, findings: [] }),
  book_backup: () => ({ file: '备份-20260212.shebao', verified: true }),
  work_list: (world) => (world.people.length > 0 ? WORK : []),
  unit_list: (world) => (world.book?.units ? units() : []),
  unit_add: (world) => {
    if (world.book) world.book = { ...world.book, units: 1 };
    return units()[0];
  },
  setting_add: () => null,
  setting_end: () => null,
  roster_list: (world, request) => world.people.map((person) => revealed(person, request.reveal)),
  roster_person: (world, request) => revealed(personOf(world, request), request.reveal),
  roster_add: (world, request) => {
    if (text(request, 'id_number').length < 15)
      return refuse('invalid_input', { field: 'id_number', expected: '有效的证件号码' });
    return world.people[0];
  },
  roster_edit: (world, request) => {
    const before = personOf(world, request);
    const after = edited(before, request.edit as Partial<PersonEdit>);
    world.people = world.people.map((person) => (person === before ? after : person));
    return after;
  },
  enrollment_enroll: () => null,
  enrollment_withdraw: () => null,
  base_declare: () => null,
  enrollment_list: (world, request) => covered(world, text(request, 'month')),
  payroll_worksheet: (world, request) => [worksheet(personOf(world, request), Number(request.year))],
  contribution_run: (world, request) => {
    const month = text(request, 'month');
    if (world.book) world.book = { ...world.book, months: [...new Set([...world.book.months, month])].sort() };
    return ledger(world, month);
  },
  contribution_ledger: (world, request) => ledger(world, text(request, 'month')),
  contribution_explain: (world, request) =>
    explain(text(request, 'month'), personOf(world, request), text(request, 'unit'), text(request, 'insurance')),
  contribution_estimate: (_world, request) => ({ lines: estimateLines(text(request, 'base')) }),
  policy_regions: () => REGIONS,
  policy_values: (_world, request) => valuesOf(text(request, 'region'), text(request, 'insurance')),
  policy_coverage: coverage,
  policy_relied_on: (_world, request) => reliance(text(request, 'part'), text(request, 'month')),
  law_list: lawIndex,
  law_search: (_world, request) => lawSearch(request),
  law_article: (_world, request) => lawArticle(request),
  exchange_pick: () => INSPECTION,
  exchange_preview: () => importReport(true),
  exchange_import: () => importReport(false),
  exchange_undo: () => null,
  exchange_batches: (world) => (world.people.length > 0 ? BATCHES : []),
  exchange_answer: () => null,
  exchange_questions: (world) => (world.people.length > 0 ? QUESTIONS : []),
  exchange_migrate: () => ({
    files: [
      {
        file: '人员/单位参保参数.xlsx',
        sheet: '参数',
        kind: 'settings',
        unit: null,
        month: null,
        rows: 9,
        accepted: 9,
        rejected: 0,
        questions: [],
        problem: null,
      },
      {
        file: '人员/花名册.xlsx',
        sheet: '在职',
        kind: 'roster',
        unit: null,
        month: null,
        rows: 50,
        accepted: 47,
        rejected: 2,
        questions: QUESTIONS,
        problem: null,
      },
      {
        file: '银行/2026-01流水.xlsx',
        sheet: null,
        kind: 'other:银行流水',
        unit: null,
        month: null,
        rows: 0,
        accepted: 0,
        rejected: 0,
        questions: [],
        problem: { code: 'not_handled', message: '银行流水，本版本暂不导入' },
      },
    ],
    batches: [4, 5],
  }),
  exchange_export_ledger: (_world, request) => ({ file: `月度台账-${text(request, 'month')}.xlsx`, rows: 36 }),
  statement_preview: samplePdf,
  statement_save: () => ({ files: ['社保状态说明-王磊.pdf'], pages: 2, numbers: ['SM-2026-0001'], skipped: [] }),
  statement_open_last: () => null,
  statement_batch: batch,
  job_cancel: () => null,
  journal_list: (world) => world.journal,
  journal_undo: (world) => {
    const line = world.journal.find((item) => item.undoable);
    if (!line) return refuse('nothing_to_undo');
    world.journal = world.journal.map((item) => (item === line ? { ...item, undoable: false } : item));
    return { undone: line.action_seq, action: line.action, changes: line.changes };
  },
};
