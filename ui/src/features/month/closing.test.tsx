import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('says what closing seals before the click, the code of the seal after it, and locks the month', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  await user.click(await screen.findByTestId('ledger-close'));
  const effect = await screen.findByTestId('close-effect');
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('北京云杉科技有限公司');
  expect(effect.textContent).toContain('33 人次，198 行');
  expect(effect.textContent).toContain('待确认，没有金额');
  expect(effect.textContent).toContain('不再改变');
  const submit = screen.getByTestId('close-submit') as HTMLButtonElement;
  await screen.findByTestId('close-reason');
  expect(submit.disabled).toBe(true);
  await user.type(screen.getByTestId('close-reason'), '下月补缴');
  expect(submit.disabled).toBe(false);
  await user.click(submit);
  expect((await screen.findByTestId('close-seal')).textContent).toBe('K7QM-2F9D');
  await user.click(screen.getByTestId('close-submit'));
  await waitFor(() => expect(screen.queryByTestId('close-effect')).toBeNull());
  expect((await screen.findByTestId('ledger-seal')).textContent).toBe('封账码 K7QM-2F9D');
  expect((screen.getByTestId('ledger-run') as HTMLButtonElement).disabled).toBe(true);
});

it('a difference is accepted by itself, stands in the ledger of its month, and comes back by 撤销', async () => {
  const user = userEvent.setup();
  renderApp('/ledger/true-ups');
  const grid = await screen.findByTestId('true-up-grid');
  await within(grid).findByText('12 笔建议');
  await user.click(screen.getByTestId('cell-0-name'));
  const card = await screen.findByTestId('true-up-card');
  expect(card.textContent).toContain('基数下限 6,821.00 → 7,162.00');
  expect(card.textContent).toContain('下限为7162元。');
  expect(card.textContent).toContain('54.56');
  await user.click(screen.getByTestId('true-up-accept-one'));
  const booked = await screen.findByTestId('true-up-booked');
  expect((booked as HTMLInputElement).value).toBe('2026-02');
  await user.click(screen.getByTestId('true-up-submit'));
  expect((await screen.findByTestId('undo-note')).textContent).toContain(
    '1 笔补差已记入 2026-02：单位 54.56，个人 27.28',
  );
  await within(grid).findByText('11 笔建议');
  await user.click(screen.getByTestId('menu-ledger'));
  const ledger = await screen.findByTestId('ledger-grid');
  await user.type(screen.getByTestId('ledger-search'), 'YS1001');
  await waitFor(() => expect(screen.getByTestId('cell-1-kind').textContent).toContain('补差'));
  expect(screen.getByTestId('cell-1-period').textContent).toBe('2025-07');
  expect(screen.getByTestId('cell-1-pension.employer').textContent).toContain('54.56');
  expect(within(ledger).getByText('入账补差')).toBeTruthy();
});

it('what is marked is refused together; without a mark it is all of them', async () => {
  const user = userEvent.setup();
  renderApp('/ledger/true-ups');
  await screen.findByTestId('true-up-grid');
  await user.click(await screen.findByTestId('cell-0-pick'));
  await user.click(screen.getByTestId('cell-2-pick'));
  expect(screen.getByTestId('true-up-refuse').textContent).toBe('所选不补（2）');
  await user.click(screen.getByTestId('true-up-refuse'));
  await user.click(await screen.findByTestId('true-up-submit'));
  expect((await screen.findByTestId('undo-note')).textContent).toContain('2 笔不补');
  expect(screen.getByTestId('true-up-accept').textContent).toBe('全部接受（10）');
  await user.click(screen.getByTestId('undo-it'));
  await waitFor(() => expect(screen.getByTestId('true-up-accept').textContent).toBe('全部接受（12）'));
});

it('shows the checklist before closing, and opens a closed month again only with a reason', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  await user.click(await screen.findByTestId('ledger-close'));
  const checklist = await screen.findByTestId('checklist');
  await waitFor(() => expect(checklist.textContent).toContain('未缴或未缴足 1 项'));
  expect(within(checklist).getAllByText('去处理')).toHaveLength(2);
  await user.type(await screen.findByTestId('close-reason'), '下月补缴');
  await user.click(screen.getByTestId('close-submit'));
  await screen.findByTestId('close-seal');
  await user.click(screen.getByTestId('close-submit'));
  await user.click(await screen.findByTestId('ledger-reopen'));
  const submit = (await screen.findByTestId('reopen-submit')) as HTMLButtonElement;
  expect(submit.disabled).toBe(true);
  await user.type(screen.getByTestId('reopen-reason'), '漏报一人');
  expect(submit.disabled).toBe(false);
  await user.click(submit);
  await user.click(await screen.findByTestId('reversals'));
  expect((await screen.findByText(/原封账码 K7QM-2F9D/)).textContent).toContain('冲销 198 行');
  expect(screen.getByText('原因：漏报一人')).toBeTruthy();
});
