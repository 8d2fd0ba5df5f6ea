import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('a missing record leads to the reconciliation of its month', async () => {
  const user = userEvent.setup();
  renderApp('/gaps');
  const table = await screen.findByTestId('gap-table');
  expect(
    within(table)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent)[0],
  ).toContain('王磊');
  expect(screen.getByTestId('gap-page').textContent).toContain('3 人 · 缺记录金额 6,624.00');
  const [cell] = within(table).getAllByRole('button', { name: '2025-12 名册中缺记录 368.00' });
  if (!cell) throw new Error('no missing record');
  await user.click(cell);
  await screen.findByTestId('reconciliation-page');
  expect(screen.getByTestId('month-current').textContent).toBe('2025-12');
});

it('a month that was never computed says so and bears no amount', async () => {
  const user = userEvent.setup();
  renderApp('/gaps');
  await screen.findByTestId('gap-table');
  await user.click(screen.getByRole('button', { name: '近十二个月' }));
  const [cell] = await screen.findAllByTitle('2025-03 未核定');
  expect(cell?.textContent).toBe('·2025-03 未核定');
  expect(screen.queryByTitle('2025-09 未核定')).toBeNull();
});

it('the search narrows the people and the sum with them', async () => {
  const user = userEvent.setup();
  renderApp('/gaps');
  await screen.findByTestId('gap-table');
  await user.keyboard('{Control>}f{/Control}');
  await user.keyboard('李静');
  expect(screen.getByTestId('gap-page').textContent).toContain('1 人 · 缺记录金额 2,208.00');
});

it('the report is looked at before it is saved, and says where it went', async () => {
  const user = userEvent.setup();
  renderApp('/gaps');
  await user.click(await screen.findByTestId('report-paper'));
  expect((await screen.findByRole('dialog')).textContent).toContain('2026年2月医保缴纳情况报告');
  await screen.findByTestId('report-pages');
  await user.click(screen.getByTestId('report-save'));
  expect((await screen.findByTestId('report-saved')).textContent).toContain('已保存');
});
