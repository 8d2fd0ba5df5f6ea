import { screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { critical } from '../test/axe';
import { renderApp } from '../test/renderApp';

/** Where a dialog stands, and what is clicked (or filled in: `field=text`) to open it: the first whose name begins so. */
const DIALOGS: readonly [string, ...string[]][] = [
  ['/roster', 'roster-add'],
  ['/roster/YS1001', 'person-edit'],
  ['/roster/YS1001', 'person-enroll'],
  ['/roster/YS1001', 'person-withdraw'],
  ['/roster/YS1001', 'person-declare'],
  ['/enrollment', 'enrollment-enroll'],
  ['/enrollment', 'enrollment-withdraw'],
  ['/enrollment', 'enrollment-declare'],
  ['/enrollment/tasks', 'task-entry'],
  ['/enrollment/tasks', 'task-receipt'],
  ['/enrollment/onboarding', 'past-add'],
  ['/gaps', 'report-paper'],
  ['/ledger', 'ledger-close'],
  ['/ledger', 'ledger-close', 'close-reason=下月补缴', 'close-submit', 'close-seal', 'close-submit', 'ledger-reopen'],
  ['/remittance/dues', 'remittance-day'],
  ['/remittance/dues', 'remittance-published'],
  ['/remittance/dues', 'remittance-payment'],
  ['/remittance/arrears', 'arrears-register'],
  ['/remittance/notices', 'notice-add'],
  ['/remittance/notices', 'notice-settle-'],
  ['/remittance/advances', 'advance-add'],
  ['/remittance/cash', 'cash-set'],
  ['/policy/changes', 'change-own'],
  ['/exchange/matches', 'match-wrong-'],
  ['/settings/units', 'unit-add'],
  ['/settings/units', 'unit-edit-'],
  ['/settings/units', 'setting-add-'],
  ['/settings/units', 'setting-end-'],
  ['/settings/units', 'unit-day-add'],
];

/** The dialog opens and takes the focus, has a Chinese name, is free of critical violations, and closes with Escape. */
async function check(user: UserEvent, openers: string[]) {
  for (const opener of openers) {
    const [id = '', text] = opener.split('=');
    const [found] = await screen.findAllByTestId(new RegExp(`^${id}`));
    await user.click(found as HTMLElement);
    if (text) await user.keyboard(text);
  }
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  expect(dialog.getAttribute('aria-labelledby')).toBeTruthy();
  expect(dialog.querySelector('.ant-modal-title')?.textContent).toMatch(/\p{Script=Han}/u);
  expect(await critical(dialog)).toEqual([]);
  for (const control of within(dialog).queryAllByRole('textbox')) {
    const named = ['id', 'aria-label', 'aria-labelledby'].some((name) => control.getAttribute(name));
    expect(named).toBe(true);
  }
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
}

describe('every dialog', () => {
  it.each(DIALOGS)('%s %s %s', async (path, ...openers) => {
    renderApp(path);
    await check(userEvent.setup(), openers);
  });

  it.each(['user-add', 'user-password', 'settings-card'])('of a book with a password: %s', async (opener) => {
    const user = userEvent.setup();
    renderApp('/settings', '');
    await user.click(await screen.findByTestId('known-yunshan'));
    await user.type(screen.getByTestId('open-password'), 'demo-password');
    await user.click(screen.getByTestId('open-submit'));
    await check(user, [opener]);
  });
});
