import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { critical } from '../test/axe';
import { renderApp } from '../test/renderApp';

/** Where a dialog of the month is opened, by which buttons (or fields and their texts) one after another, its own button. */
const DIALOGS = [
  ['/enrollment', ['enrollment-enroll'], 'entry-submit'],
  ['/enrollment', ['enrollment-withdraw'], 'entry-submit'],
  ['/enrollment', ['enrollment-declare'], 'entry-submit'],
  ['/enrollment/tasks', ['task-entry'], 'entry-submit'],
  ['/enrollment/tasks', ['task-receipt'], 'receipt-submit'],
  ['/enrollment/onboarding', ['past-add'], 'past-submit'],
  ['/gaps', ['report-paper'], 'report-save'],
  ['/ledger', ['ledger-close'], 'close-submit'],
  [
    '/ledger',
    ['ledger-close', 'close-reason=下月补缴', 'close-submit', 'close-seal', 'close-submit', 'ledger-reopen'],
    'reopen-submit',
  ],
  ['/remittance/dues', ['remittance-day'], 'record-submit'],
  ['/remittance/dues', ['remittance-published'], 'record-submit'],
  ['/remittance/dues', ['remittance-payment'], 'record-submit'],
  ['/remittance/arrears', ['arrears-register'], 'record-submit'],
  ['/remittance/notices', ['notice-add'], 'record-submit'],
  ['/remittance/notices', ['notice-settle-1'], 'record-submit'],
  ['/remittance/advances', ['advance-add'], 'record-submit'],
  ['/remittance/cash', ['cash-set'], 'record-submit'],
] as const;

describe('every dialog of the month', () => {
  it.each(DIALOGS)('%s %s takes the focus, is accessible and goes with Esc', async (path, buttons, own) => {
    const user = userEvent.setup();
    renderApp(path);
    for (const step of buttons) {
      const [id = '', text] = step.split('=');
      const [found] = await screen.findAllByTestId(id);
      if (!found) continue;
      await user.click(found);
      if (text) await user.keyboard(text);
    }
    await screen.findByTestId(own);
    const dialog = screen.getByRole('dialog');
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    expect(await critical(dialog)).toEqual([]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
