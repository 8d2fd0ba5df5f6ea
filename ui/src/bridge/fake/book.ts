import { ALERTS } from './alert';
import { type Answer, demoBook, NOW, refuse, type World } from './transport';

const text = (request: Record<string, unknown>, key: string) => String(request[key] ?? '');

function shownCard(world: World) {
  return {
    recovery_code: 'K7QM-2XWD-9FHT-5RBN-8VCE-3JYP-6GSA-4UZL-7K2M-X9WD-F5HT-R8BN-V3CE-J6YP',
    confirm_groups: [3, 11],
    book: world.book,
  };
}

const BACKUP = () => ({
  at: `${NOW}-11 18:02`,
  file: '/账簿/backups/000012.backup',
  occasion: '锁账时',
  changed_since: false,
  second_place: null,
  second_at: null,
  second_overdue: true,
  rehearsed: null,
  problem: null,
  next: null,
});

/** 账簿 and 工作台. */
export const bookAnswers: Readonly<Record<string, Answer>> = {
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
      closed: null,
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
    if (!['demo-password', 'lone-password'].includes(text(request, 'password'))) return refuse('wrong_password');
    world.book = { ...demoBook(world.people.length), demo: false };
    const lone = text(request, 'password') === 'lone-password';
    return { book: world.book, forgotten: lone ? 0 : 1, tombstones: !lone };
  },
  today: () => `${NOW}-12`,
  book_open: (world, request) => {
    if (text(request, 'password') === 'damaged-password') return refuse('book_damaged');
    if (text(request, 'password') === 'older-password')
      return refuse('upgrade_stopped', { problem: '磁盘已满，请先腾出空间' });
    if (text(request, 'password') !== 'demo-password') return refuse('wrong_password');
    world.book = { ...demoBook(world.people.length), demo: false };
    return world.book;
  },
  book_upgrade: (world) => {
    world.book = { ...demoBook(world.people.length), demo: false };
    return world.book;
  },
  book_rescue: (world) => {
    world.book = { ...demoBook(world.people.length), demo: false };
    const aside = '/账簿/91110105EXAMPLE111.damaged-20260412-090000';
    return { book: world.book, taken_at: `${NOW}-11 18:02`, backup: '000012.backup', aside };
  },
  book_open_with_recovery: (_world, request) =>
    text(request, 'code').startsWith('K7QM')
      ? refuse('upgrade_stopped', { problem: '磁盘已满，请先腾出空间' })
      : refuse('wrong_recovery_code'),
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
  backup_state: () => BACKUP(),
  backup_second_place: () => ({
    ...BACKUP(),
    second_place: '/media/备份盘',
    second_at: `${NOW}-12 09:00`,
    second_overdue: false,
  }),
  backup_second_place_end: () => BACKUP(),
  backup_rehearse: () => ({ ...BACKUP(), rehearsed: `${NOW}-12` }),
  user_password: (world, request) => (text(request, 'old') === 'demo-password' ? world.book : refuse('wrong_password')),
  user_prove: (world, request) => {
    if (text(request, 'password') !== 'demo-password') return refuse('wrong_password');
    world.proved = true;
    return null;
  },
  backup_waive: () => null,
  rekey_begin: (world, request) =>
    text(request, 'password') === 'demo-password' ? shownCard(world) : refuse('wrong_password'),
  rekey_finish: (world, request) => {
    const groups = request.groups as string[];
    if (groups[0] !== '9FHT' || groups[1] !== 'F5HT') return refuse('wrong_recovery_code');
    return { book: world.book, backup: '/账簿/backups/000013.backup', problem: null };
  },
  rekey_end: () => null,
  user_add: (world, request) => {
    if (text(request, 'own_password') !== 'demo-password') return refuse('wrong_password');
    const user = { name: text(request, 'name'), role: text(request, 'role') };
    if (world.book) world.book = { ...world.book, users: [...world.book.users, user] };
    return world.book;
  },
  user_remove: (world, request) => {
    if (text(request, 'own_password') !== 'demo-password') return refuse('wrong_password');
    const gone = text(request, 'name');
    if (world.book) world.book = { ...world.book, users: world.book.users.filter((user) => user.name !== gone) };
    return world.book;
  },
  book_idle_minutes: (world, request) => {
    if (world.book) world.book = { ...world.book, idle_minutes: Number(request.minutes) };
    return world.book;
  },
  session_alive: () => null,
  book_backup: () => ({ file: '备份-20260212.shebao', verified: true }),
  alert_list: (world) => (world.people.length > 0 ? ALERTS : []),
};
