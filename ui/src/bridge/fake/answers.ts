import type { EnrollmentLine } from '../../generated/EnrollmentLine';
import type { JournalLine } from '../../generated/JournalLine';
import type { Person } from '../../generated/Person';
import type { PersonEdit } from '../../generated/PersonEdit';
import { ARREARS_ANSWERS } from './arrears';
import { bookAnswers } from './book';
import { enrollmentAnswers } from './enrollment';
import { exchangeAnswers } from './exchangeAnswers';
import { EXCHANGE_MEMORY } from './exchangeMemory';
import { estimateLines, explain } from './explain';
import { HANDED_OUT } from './exported';
import { insightAnswers } from './insight';
import { lawArticle, lawIndex, lawSearch } from './law';
import { INSURANCES, ledgerOf } from './ledger';
import { notices } from './notices';
import { samplePdf } from './pdf';
import { policyAnswers } from './policyChange';
import { privacyAnswers } from './privacy';
import { reconciliationOf } from './reconciliation';
import { REMITTANCE } from './remittance';
import { personRules } from './rules';
import { statesOf } from './states';
import { type Answer, refuse, type World } from './transport';
import { bookedTrueUps } from './trueUps';
import { units, worksheet } from './units';

const text = (request: Record<string, unknown>, key: string) => String(request[key] ?? '');

function personOf(world: World, request: Record<string, unknown>): Person {
  const no = text(request, 'employee_no');
  return world.people.find((person) => person.employee_no === no) ?? refuse('unknown_employee', { employee_no: no });
}

const shows = (world: World, no: string, name: string) =>
  world.shown.has(`* ${name}`) || world.shown.has(`${no} ${name}`);

function seen(world: World, person: Person): Person {
  const shown = (name: string, text: string | null, digits: string) =>
    shows(world, person.employee_no, name) ? (text?.replace(/\*+/, digits) ?? null) : text;
  return {
    ...person,
    id_number: shown('identity', person.id_number, '19900101'),
    phone: shown('identity', person.phone, '0013800'),
    bank_account: shown('bank', person.bank_account, '02220001234'),
  };
}

function ledger(world: World, month: string) {
  const known = world.book?.months.includes(month) ?? false;
  if (!known) {
    const none = { rows: [], totals: [], true_ups: [], open: [], notices: [] };
    return { month, state: 'none', run_at: null, stale: false, insurances: [], ...none };
  }
  const state = world.closed.has(month) ? 'locked' : 'draft';
  const made = ledgerOf(month, world.people, state, month === '2026-01');
  return { ...made, true_ups: bookedTrueUps(world, month), notices: notices(world.people) };
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
      const { employee_no, name, id_number } = person;
      return [{ employee_no, name, id_number, unit, insurance, first_month, last_month, reason }];
    }),
  );
}

async function batch(world: World) {
  for (let done = 0; done <= 36; done += 6) {
    world.emit('progress', { job: 'statement_batch', done, total: 36 });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  const skipped = [{ employee_no: 'YS1008', name: '黄晓梅', reason: '本月没有缴费行：缺少申报基数' }];
  return { files: Array.from({ length: 35 }, (_, i) => `告知单${i}.pdf`), pages: 35, numbers: [], skipped };
}

/** One answer per command. */
export const answers: Readonly<Record<string, Answer>> = {
  ...bookAnswers,
  ...enrollmentAnswers,
  ...insightAnswers,
  unit_list: (world) => (world.book?.units ? units() : []),
  unit_add: (world) => {
    if (world.book) world.book = { ...world.book, units: 1 };
    return units()[0];
  },
  unit_edit: (_world, request) => ({ ...units()[0], ...request }),
  setting_add: () => null,
  setting_end: () => null,
  roster_list: (world) => world.people.map((person) => seen(world, person)),
  roster_person: (world, request) => seen(world, personOf(world, request)),
  roster_rules: (world, request) => personRules(personOf(world, request)),
  roster_reveal: (world, request) => {
    const person = personOf(world, request);
    world.shown.add(`${person.employee_no} ${text(request, 'class')}`);
    return seen(world, person);
  },
  roster_reveal_all: (world, request) => {
    if (!world.proved) return refuse('password_needed');
    world.shown.add(`* ${text(request, 'class')}`);
    return null;
  },
  roster_veil: (world) => {
    world.shown.clear();
    return null;
  },
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
  payroll_worksheet: (world, request) => {
    const person = personOf(world, request);
    return [worksheet(person, Number(request.year), shows(world, person.employee_no, 'pay'))];
  },
  contribution_run: (world, request) => {
    const month = text(request, 'month');
    if (world.book) world.book = { ...world.book, months: [...new Set([...world.book.months, month])].sort() };
    return ledger(world, month);
  },
  contribution_ledger: (world, request) => ledger(world, text(request, 'month')),
  contribution_explain: (world, request) =>
    explain(text(request, 'month'), personOf(world, request), text(request, 'unit'), text(request, 'insurance')),
  contribution_estimate: (_world, request) => ({ lines: estimateLines(text(request, 'base')) }),
  reconciliation_states: (world, request) => statesOf(world, text(request, 'employee_no'), text(request, 'month')),
  reconciliation_run: (world, request) =>
    reconciliationOf(world, text(request, 'month'), request.unit ? text(request, 'unit') : null),
  ...policyAnswers,
  law_list: lawIndex,
  law_search: (_world, request) => lawSearch(request),
  law_article: (_world, request) => lawArticle(request),
  ...exchangeAnswers,
  ...EXCHANGE_MEMORY,
  ...HANDED_OUT,
  ...REMITTANCE,
  ...ARREARS_ANSWERS,
  ...privacyAnswers,
  statement_preview: samplePdf,
  statement_save: () => ({ files: ['社保状态说明-王磊.pdf'], pages: 2, numbers: ['SM-2026-0001'], skipped: [] }),
  statement_open_last: () => null,
  statement_batch: batch,
  job_cancel: () => null,
  journal_list: (world) => world.journal,
  journal_verify: () => ({ ok: true, rows: 214, head: 'K7QM-2F9D', anchors: 12, findings: [] }),
  journal_undo: (world, request) => {
    const wanted = request.action_seq ?? null;
    const asked = (item: JournalLine) => (wanted === null ? item.newest : item.action_seq === wanted);
    const line = world.journal.find((item) => item.undoable && asked(item));
    if (!line) return refuse('nothing_to_undo');
    world.back.get(line.action_seq)?.();
    const rest = world.journal.map((item) => (item === line ? { ...item, undoable: false, newest: false } : item));
    const next = rest.find((item) => item.undoable);
    world.journal = rest.map((item) => ({ ...item, newest: item === next }));
    return { undone: line.action_seq, action: line.action, changes: line.changes };
  },
};
