import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('a bar of the time line opens the card: quote, document, conflicts, who relies on it', async () => {
  const user = userEvent.setup();
  renderApp('/policy/values?region=310000&insurance=medical');
  const bar = await screen.findByTestId('bar-rates--2024-01');
  expect(bar.getAttribute('aria-label')).toBe('单位 16% · 个人 8%，2024-01 起，明细验证，2025-07-10 公布');
  expect(screen.getByTestId('bar-bounds--2024-07').getAttribute('aria-label')).toContain('已公布（转引）');
  expect(screen.getByTestId('bar-bounds--2025-07').getAttribute('aria-label')).toContain('暂定');
  await user.click(bar);
  const card = await screen.findByTestId('value-card');
  const relied = await within(card).findByTestId('relied-on');
  await within(relied).findByText('29 人');
  expect(relied.textContent).toContain('2026年2月谁在用这个值');
  expect(relied.textContent).toContain('合计 36 人');
  expect(card.textContent).toContain('上海市 · 医疗 · 费率');
  expect(card.textContent).toContain('https://example.gov.cn/notice/2025/12.html');
  expect(card.textContent).toContain('36 行明细按此费率逐分相符');
  // The conflict of the region is about 养老, and this is 医疗.
  expect(card.textContent).not.toContain('来源之间的冲突');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('value-card')).toBeNull();
});

it('a month that was not computed counts nobody', async () => {
  const user = userEvent.setup();
  renderApp('/policy');
  await user.click(await screen.findByTestId('bar-bounds--2025-07'));
  const relied = await screen.findByTestId('relied-on');
  await within(relied).findByText('29 人');
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await within(screen.getByTestId('relied-on')).findByText('这个月还没有核定。');
  expect(screen.getByTestId('value-card').textContent).toContain('两份公开资料的下限不同');
  expect(screen.getByTestId('value-card').textContent).toContain('7,160.00 至 35,811.00另一份公开资料');
});

it('a cell of the coverage map leads to its values; what is not held leads nowhere', async () => {
  const user = userEvent.setup();
  renderApp('/policy/coverage');
  const map = await screen.findByTestId('coverage');
  const absent = within(map)
    .getAllByRole('button')
    .filter((cell) => cell.textContent?.includes('未收录'));
  expect(absent.length).toBeGreaterThan(0);
  expect(absent.every((cell) => (cell as HTMLButtonElement).disabled)).toBe(true);
  await user.click(screen.getByTestId('coverage-310000-pension'));
  await screen.findByTestId('timeline');
  expect(screen.getByTestId('region-310000').getAttribute('aria-pressed')).toBe('true');
});
