import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('one number is shown when it is asked for, and no other', async () => {
  const user = userEvent.setup();
  renderApp('/roster/YS1001');
  const facts = within(await screen.findByTestId('person-identity'));
  expect(facts.getAllByText(/\*/).length).toBe(3);
  await user.click(facts.getByTestId('person-reveal-bank'));
  expect(facts.getAllByText(/\*/).length).toBe(3);
  await user.type(await screen.findByTestId('reveal-other'), '补发工资退回{Enter}');
  await waitFor(() => expect(facts.queryByTestId('person-reveal-bank')).toBeNull());
  expect(facts.getAllByTestId('person-reveal-identity').length).toBe(2);
});

it('the wages wait until they are asked for', async () => {
  const user = userEvent.setup();
  renderApp('/roster/YS1001');
  await user.click(await screen.findByRole('tab', { name: '工资底稿' }));
  const ask = await screen.findByTestId('person-reveal-pay');
  expect(screen.queryByText('9,500.00')).toBeNull();
  await user.click(ask);
  await user.click(await screen.findByTestId('reveal-for-核对参保信息'));
  expect((await screen.findByTestId('worksheet')).textContent).toContain('9,500.00');
});

it('everybody is shown after the password, and masked again on request', async () => {
  const user = userEvent.setup();
  renderApp('/roster');
  await user.click(await screen.findByTestId('roster-reveal'));
  await user.click(await screen.findByTestId('reveal-for-办理增减员'));
  await user.type(await screen.findByTestId('ask-answer'), 'wrong');
  await user.click(screen.getByTestId('ask-submit'));
  expect((await screen.findByTestId('failure')).textContent).toContain('密码不正确');
  await user.clear(screen.getByTestId('ask-answer'));
  await user.type(screen.getByTestId('ask-answer'), 'demo-password');
  await user.click(screen.getByTestId('ask-submit'));
  await screen.findByText('正在显示完整证件号，已记入操作记录');
  await user.click(screen.getByTestId('roster-veil'));
  expect((await screen.findByTestId('roster-reveal')).textContent).toContain('显示全部证件号');
});
