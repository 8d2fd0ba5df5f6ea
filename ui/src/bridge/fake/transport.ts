import type { BookInfo } from '../../generated/BookInfo';
import type { Failure } from '../../generated/Failure';
import type { JournalLine } from '../../generated/JournalLine';
import type { MonthReopened } from '../../generated/MonthReopened';
import type { PolicyLayerView } from '../../generated/PolicyLayerView';
import { plusMonths } from '../../kit/month';
import { mayUse } from '../rights';
import type { Transport } from '../transport';
import { answers } from './answers';
import { inventPeople } from './people';

/** The month that the invented company lives in. */
export const NOW = '2026-02';

export interface World {
  book: BookInfo | null;
  /** 已显示: classes of fields by 工号, `*` for everybody. */
  shown: Set<string>;
  /** Whether the password was given again. */
  proved: boolean;
  people: ReturnType<typeof inventPeople>;
  journal: JournalLine[];
  ran: Set<string>;
  /** 已封账 months. */
  closed: Set<string>;
  /** 重新打开的月份, the newest first. */
  reopened: MonthReopened[];
  /** 补差 decided on, with the month they are booked in; null: refused. */
  decided: Map<string, string | null>;
  /** Fingerprints of trusted keys. */
  trusted: Set<string>;
  /** What was taken in over the shipped policy. */
  layers: PolicyLayerView[];
  /** Notes an action that can be taken back; gives its number. */
  did: (action: string, object: string, changes: number, back: () => void) => number;
  /** Region and insurance with a stamp. */
  stamped: Set<string>;
  /** How each of them is taken back. */
  back: Map<number, () => void>;
  emit: (event: string, payload: unknown) => void;
}

export type Answer = (world: World, request: Record<string, unknown>) => unknown;

/** Rejects as the desk does. */
export function refuse(code: Failure['code'], params: Record<string, string> = {}, details: string[] = []): never {
  throw { code, params, details } satisfies Failure;
}

export function demoBook(people: number): BookInfo {
  return {
    company: '北京云杉科技有限公司',
    credit_code: '91110108MA01YS2K3X',
    user: '周会计',
    role: 'owner',
    classes: ['identity', 'pay', 'bank', 'medical'],
    users: [{ name: '周会计', role: 'owner' }],
    demo: true,
    recovery_confirmed: true,
    employees: people,
    units: 3,
    months: Array.from({ length: 14 }, (_, i) => plusMonths(NOW, i - 13)),
    schema: 1,
    journal_head: '7F3A-91C2',
    path: '演示公司',
    idle_minutes: 10,
    last_backup: '2026-02-11T18:02:00+08:00',
    closed: { month: '2025-12', seal: 'K7QM-2F9D', holds: true },
  };
}

/** What each role sees, as `access::sees` has it. */
const CLASSES: Readonly<Record<string, string[]>> = {
  viewer: ['identity'],
  auditor: ['identity', 'pay', 'bank'],
};

let calls: string[] = [];
let refused: string[] = [];

/** Commands that were called (tests). */
export const called = (): readonly string[] => calls;

/** Those of them that the user's role may not use (tests). */
export const refusedByRights = (): readonly string[] => refused;

let lock = () => {};

/** 自动锁定 of the fake desk, for tests. */
export const lockFake = async () => lock();

/** The book as a user of another role has it open. */
function inRole(book: BookInfo, role: string | null): BookInfo {
  const classes = role === null ? undefined : CLASSES[role];
  const users = [...book.users, { name: '吴审计', role: role ?? 'owner' }];
  if (role === null || role === 'owner') return book;
  return { ...book, demo: false, user: '吴审计', role, users, classes: classes ?? book.classes };
}

/**
 * Answers every command from an invented company. `?people=10000` makes it large, `?open` opens it at once, `?role=viewer`
 * in that role.
 */
export function fakeTransport(search = window.location.search): Transport {
  const query = new URLSearchParams(search);
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  calls = [];
  refused = [];
  const people = inventPeople(Number(query.get('people') ?? 36), NOW);
  const world: World = {
    book: query.has('open') ? inRole(demoBook(people.length), query.get('role')) : null,
    people,
    shown: new Set(),
    proved: false,
    journal: [
      {
        action_seq: 43,
        time: '2026-02-12T10:02:00+08:00',
        user: '周会计',
        action: '显示被遮盖的内容',
        object: '身份 · 本人查询',
        employee_no: 'YS1001',
        name: '王磊',
        changes: 0,
        undoable: false,
        newest: false,
        undoes: null,
      },
      {
        action_seq: 42,
        time: '2026-02-12T09:30:00+08:00',
        user: '周会计',
        action: '核定月份',
        object: '2026-02',
        employee_no: null,
        name: null,
        changes: 198,
        undoable: false,
        newest: false,
        undoes: null,
      },
      {
        action_seq: 41,
        time: '2026-02-11T15:10:00+08:00',
        user: '周会计',
        action: '导入花名册',
        object: '花名册.xlsx',
        employee_no: null,
        name: null,
        changes: 51,
        undoable: true,
        newest: true,
        undoes: null,
      },
    ],
    ran: new Set(),
    closed: new Set(demoBook(0).months.filter((month) => month < '2026-01')),
    reopened: [],
    decided: new Map(),
    trusted: new Set(),
    layers: [],
    stamped: new Set(),
    back: new Map(),
    did: (action, object, changes, back) => {
      const action_seq = (world.journal[0]?.action_seq ?? 0) + 1;
      const line = { action_seq, time: '2026-02-12T10:20:00+08:00', user: '周会计', action, object, changes };
      const older = world.journal.map((item) => ({ ...item, newest: false }));
      world.journal = [
        { ...line, employee_no: null, name: null, undoable: true, newest: true, undoes: null },
        ...older,
      ];
      world.back.set(action_seq, back);
      return action_seq;
    },
    emit: (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(payload);
    },
  };
  lock = () => {
    world.book = null;
    world.emit('book-locked', null);
  };
  return {
    call: async (command, args) => {
      const answer = answers[command];
      if (!answer) return refuse('internal');
      calls.push(command);
      if (world.book && !mayUse(world.book.role, command)) {
        refused.push(command);
        return refuse('not_allowed');
      }
      return structuredClone(await answer(world, (args?.request ?? {}) as Record<string, unknown>));
    },
    on: async (event, handler) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(handler));
      return () => set.delete(handler);
    },
  };
}
