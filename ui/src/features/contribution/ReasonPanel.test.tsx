import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('a click on an amount opens its steps, the document and the imported cell', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  await user.click(await screen.findByTestId('cell-0-pension.employee'));
  const panel = within(await screen.findByTestId('reason-panel'));
  // 9,500.00 × 8 % = 760.00, the worked example of the rules.
  await panel.findByText('为什么是 760.00');
  expect(panel.getByTestId('step-employee').textContent).toContain('9,500.00 × 8% = 760.00');
  expect(panel.getByTestId('step-base').textContent).toContain('7,000.00 ≤ 9,500.00 ≤ 35,000.00');
  expect(panel.getByTestId('step-base').textContent).toContain('以下限为缴费基数');
  expect(panel.getByTestId('step-declared_base').textContent).toContain('花名册.xlsx 在职 第 3 行 H 列');
  expect(panel.queryByTestId('step-employer')).toBeNull();
  await user.click(panel.getByText(/单位部分 1,520.00/));
  expect(panel.getByText('为什么是 1,520.00')).toBeTruthy();
  expect(panel.getByTestId('step-employer').textContent).toContain('《社会保险法》第十二条');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('reason-panel')).toBeNull();
});

it('an amount that is not known says why and offers the alternatives', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  await user.click(await screen.findByTestId('ledger-open'));
  const panel = within(await screen.findByTestId('open-panel'));
  await user.click(panel.getByTestId('adopt-maternity-0'));
  const source = await screen.findByTestId('setting-source');
  expect((source as HTMLInputElement).value).toBe('关于调整生育保险费率的通知（转引） 虚构〔2025〕8号');
  expect((screen.getByTestId('setting-employer-rate') as HTMLInputElement).value).toBe('0.5%');
  // The bounds are open too: a rate alone would leave the line 待确认, so they are adopted with it.
  expect(screen.getByText('整条采用')).toBeTruthy();
  expect(screen.getByDisplayValue('7,000.00')).toBeTruthy();
  expect(screen.getByDisplayValue('35,000.00')).toBeTruthy();
});

it('the panel of an amount that is not known leads to what is missing', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  // 黄晓梅 has no declared base.
  await user.click(await screen.findByTestId('cell-7-pension.employer'));
  await user.click(await screen.findByTestId('to-base'));
  expect((await screen.findByTestId('person-page')).textContent).toContain('黄晓梅');
});
