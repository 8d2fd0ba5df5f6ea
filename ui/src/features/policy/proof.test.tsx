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

it('the card of a rounding is proved by the rows of the book', async () => {
  const user = userEvent.setup();
  renderApp('/policy/values?region=310000&insurance=pension');
  await user.click(await screen.findByTestId('bar-rounding--2011-07'));
  await user.click(await screen.findByTestId('prove-book'));
  expect((await screen.findByTestId('proof-table')).textContent).toContain('相符');
});
