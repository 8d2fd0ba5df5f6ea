import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('the rows of a bureau prove a rounding, leave it open, or contradict it by name of the row', async () => {
  const user = userEvent.setup();
  renderApp('/policy/proof');
  await user.click(await screen.findByTestId('proof-pick'));
  const table = await screen.findByTestId('proof-table');
  expect(table.textContent).toContain('明细验证：四舍五入到分，逐人取整再合计（33 行、1 个月）');
  expect(table.textContent).toContain('不能确定：33 行对以下各种都相符');
  expect(table.textContent).toContain('1 行对不上：社保明细 第 9 行');
  expect(screen.getByText(/2 笔是补缴、跨月或没有基数，没有用/)).toBeTruthy();
});

it('the card of a value bears the stamp of the book, and undoing takes it off', async () => {
  const user = userEvent.setup();
  renderApp('/policy/values?region=310000&insurance=pension');
  await user.click(await screen.findByTestId('bar-rates--2024-01'));
  await user.click(await screen.findByTestId('stamp-value'));
  const stamp = await screen.findByTestId('stamp-table');
  expect(stamp.textContent).toContain('明细验证：16%（33 行、1 个月）');
  expect(stamp.textContent).toContain('相符');
  await user.keyboard('{Control>}z{/Control}');
  await user.click(await screen.findByRole('button', { name: '撤销这一步' }));
  await screen.findByTestId('stamp-value');
  expect(screen.queryByTestId('stamp-table')).toBeNull();
});

it('the lists of the whole book prove value by value, and are stamped at once', async () => {
  const user = userEvent.setup();
  renderApp('/policy/proof');
  await user.click(await screen.findByTestId('prove-book'));
  const table = await screen.findByTestId('book-proof-table');
  expect(table.textContent).toContain('上海市');
  expect(table.textContent).toContain('不能确定：33 行对以下各种都相符');
  await user.click(screen.getByTestId('stamp-book'));
  await screen.findByText(/个政策值上盖明细验证印记/);
});
