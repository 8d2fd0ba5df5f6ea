import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

/** Types into a field that may be an input or hold one. */
async function type(user: ReturnType<typeof userEvent.setup>, id: string, text: string) {
  const field = await screen.findByTestId(id);
  await user.clear(field);
  await user.type(field, text);
}

/** Opens a list and takes its first entry. */
async function chooseFirst(user: ReturnType<typeof userEvent.setup>, id: string) {
  await user.click(within(await screen.findByTestId(id)).getByRole('combobox'));
  const open = '.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option';
  await waitFor(() => expect(document.querySelector(open)).toBeTruthy());
  await user.click(document.querySelector(open) as HTMLElement);
  await user.keyboard('{Escape}');
}

describe('arrears', () => {
  it('shows principal, late fee, what a day adds, and whose it is', async () => {
    renderApp('/remittance/arrears');
    const meter = await screen.findByTestId('arrears-meter');
    expect(meter.textContent).toContain('450.00');
    expect(meter.textContent).toContain('15.00');
    expect(meter.textContent).toContain('单位承担');
    expect(screen.getByTestId('arrears-lines').textContent).toContain('30,000.00 × 0.05% × 30 天 ＝ 450.00');
    expect(screen.getByTestId('law-link-sbf:86')).toBeTruthy();
    expect(screen.getByTestId('charged-fees').textContent).toContain('合计 468.89，单位承担');
  });

  it('books a back payment only when amount and people were typed as previewed', async () => {
    const user = userEvent.setup();
    renderApp('/remittance/backPayment');
    await chooseFirst(user, 'back-pay-people');
    await chooseFirst(user, 'back-pay-unit');
    await type(user, 'back-pay-from', '2025-03');
    await type(user, 'back-pay-to', '2025-03');
    await type(user, 'back-pay-reason', '漏报');
    await user.click(screen.getByTestId('back-pay-preview'));
    expect((await screen.findByTestId('back-pay-lines')).textContent).toContain('2,280.00');
    const book = screen.getByTestId('back-pay-book') as HTMLButtonElement;
    await type(user, 'back-pay-amount', '2280.01');
    await type(user, 'back-pay-heads', '1');
    expect(book.disabled).toBe(true);
    await type(user, 'back-pay-amount', '2280');
    await waitFor(() => expect(book.disabled).toBe(false));
    await user.click(book);
    expect((await screen.findByTestId('undo-note')).textContent).toContain('2,280.00');
  });
});
