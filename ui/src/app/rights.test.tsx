import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { called, refusedByRights } from '../bridge/fake/transport';
import { type Command, mayUse } from '../bridge/rights';
import { PLACES } from '../test/places';
import { renderApp } from '../test/renderApp';

const ROLES = ['owner', 'clerk', 'viewer', 'auditor'];

/** Presses until nothing new is left; more than any screen has. */
const MOST = 120;

/** A screen takes seconds; a loaded machine may take minutes. */
const PATIENCE = 300_000;

const settled = () =>
  act(async () => {
    for (let i = 0; i < 6; i += 1) await new Promise((done) => setTimeout(done, 0));
  });

/** Belongs to every screen, orders a table, or opens the law, which everybody may read. */
const LEFT_ALONE =
  'header, nav, .frame-ribbon, .grid-head, [data-testid^="law-"], [data-testid^="topic-"], [data-testid^="region-"]';

const testId = (element: Element) => element.getAttribute('data-testid') ?? '';

/** What is pressed counts once, whoever stands in the row. */
function nameOf(element: Element): string {
  return `${testId(element)} ${element.textContent?.trim()} ${element.getAttribute('aria-label') ?? ''}`.replace(
    /\d+/g,
    '#',
  );
}

function pressable(): Element[] {
  const all = document.querySelectorAll('button:not([disabled]), [role="tab"], .ant-segmented-item');
  return [...all].filter((one) => !one.closest(LEFT_ALONE) && one.getAttribute('aria-disabled') !== 'true');
}

/** Fills what a dialog asks for, so that its button does something. */
function fill() {
  const fields = document.querySelectorAll<HTMLInputElement>('.ant-modal input:not([disabled]), .ant-modal textarea');
  for (const field of fields) {
    if (field.value || field.closest('.ant-select')) continue;
    const value = /day|_on|_by|hire|leave/.test(testId(field))
      ? '2026-02-03'
      : /month|from/.test(testId(field))
        ? '2026-02'
        : '100';
    fireEvent.change(field, { target: { value } });
  }
}

/** Presses everything that a role is offered on a screen, dialogs and all; gives what was pressed in vain, and how. */
async function walk(path: string, id: string, role: string): Promise<string[]> {
  const [pressed, inVain] = [new Set<string>(), new Set<string>()];
  let seen = 0;
  const note = (by: string) => {
    for (const command of refusedByRights().slice(seen)) inVain.add(`${by} → ${command}`);
    seen = refusedByRights().length;
  };
  const open = async () => {
    cleanup();
    seen = 0;
    renderApp(path, `?open&role=${role}`);
    await screen.findByTestId(id);
    await waitFor(() => expect(document.querySelector('.ant-spin')).toBeNull());
    await settled();
    note('(opening)');
  };
  await open();
  for (let press = 0; press < MOST; press += 1) {
    const next = pressable().find((one) => !pressed.has(nameOf(one)));
    if (!next) return [...inVain];
    const name = nameOf(next);
    pressed.add(name);
    fill();
    fireEvent.click(next);
    await settled();
    note(name);
    if (window.location.hash !== `#${path}`) await open();
  }
  throw new Error(`${path} has more to press than ${MOST}`);
}

/** The clerk lacks only what the settings hold. */
const walked = (role: string) =>
  PLACES.filter(([path, , needs]) => mayUse(role, needs) && (role !== 'clerk' || path.startsWith('/settings')));

describe.each(['clerk', 'auditor', 'viewer'])('%s', (role) => {
  it.each(walked(role))(
    '%s offers nothing that is refused',
    async (path, id) => {
      expect(await walk(path, id, role)).toEqual([]);
    },
    PATIENCE,
  );
});

/** Commands that are reached from what another one opens only. */
const BEHIND: Partial<Record<Command, Command>> = {
  arrears_plan: 'arrears_list',
  backup_waive: 'exchange_import',
  book_confirm_recovery: 'book_show_recovery',
  book_recovery_card: 'book_show_recovery',
  contribution_explain: 'contribution_ledger',
  contribution_what_if: 'policy_pick',
  enrollment_preview: 'enrollment_enroll',
  exchange_answer: 'exchange_questions',
  exchange_confirm_matches: 'exchange_matches',
  exchange_give_match: 'exchange_matches',
  exchange_inbox_choose: 'exchange_inbox',
  exchange_inbox_off: 'exchange_inbox',
  exchange_inbox_open: 'exchange_inbox',
  exchange_inbox_pass_over: 'exchange_inbox',
  exchange_inbox_take: 'exchange_inbox',
  exchange_mark: 'exchange_import',
  exchange_preview: 'exchange_import',
  insight_trend: 'insight_board',
  month_checklist: 'month_close',
  month_reversals: 'contribution_ledger',
  policy_preview: 'policy_pick',
  policy_preview_value: 'policy_add',
  privacy_erasure_scope: 'privacy_erase',
  rekey_end: 'rekey_begin',
  rekey_finish: 'rekey_begin',
  true_up_list: 'contribution_ledger',
};

const SOURCES = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/*.test.*', '!../generated/**', '!../bridge/fake/**'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

/** A command that the interface calls stands in a guard of its own name, or behind one that is no wider. */
it('whatever a role may be refused has its guard', () => {
  const files = Object.entries(SOURCES);
  const bridges = files.filter(([path]) => path.startsWith('../bridge/')).map(([, text]) => text);
  const commands = bridges.flatMap((text) =>
    [...text.matchAll(/(?:call|ask)<[^']*'(\w+)'/g)].map((found) => found[1] ?? ''),
  );
  const rest = files.filter(([path]) => !path.startsWith('../bridge/')).map(([, text]) => text);
  const guarded = (command: string) =>
    rest.some((text) => text.includes(`'${command}'`) || text.includes(`"${command}"`));
  const limited = commands.filter((command) => ROLES.some((role) => !mayUse(role, command)));
  expect(limited.length).toBeGreaterThan(60);
  const open = limited.filter((command) => {
    const by = BEHIND[command as Command] ?? (command as Command);
    return !guarded(by) || ROLES.some((role) => mayUse(role, by) && !mayUse(role, command));
  });
  expect(open).toEqual([]);
});

/** Without this the walk could pass by pressing nothing. */
it(
  'the walk presses what a look-only role must not',
  async () => {
    const commands = new Set<string>();
    for (const [path, id] of [
      ['/ledger', 'ledger-page'],
      ['/settings', 'settings-page'],
      ['/settings/privacy/keeping', 'settings-page'],
    ] as const) {
      await walk(path, id, 'owner');
      for (const command of called()) commands.add(command);
    }
    const forbidden = [...commands].filter((command) => !mayUse('auditor', command)).sort();
    expect(forbidden).toEqual([
      'backup_rehearse',
      'backup_second_place',
      'book_backup',
      'contribution_run',
      'privacy_erasure_scope',
    ]);
  },
  PATIENCE,
);
