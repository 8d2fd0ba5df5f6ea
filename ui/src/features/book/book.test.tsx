import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('a backup becomes a book: the file first, then its password', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await user.click(await screen.findByTestId('first-restore'));
  expect((screen.getByTestId('restore-submit') as HTMLButtonElement).disabled).toBe(true);
  await user.click(screen.getByTestId('restore-pick'));
  expect((await screen.findByTestId('restore-file')).textContent).toBe('/备份/000012.backup');
  await user.type(screen.getByTestId('restore-password'), 'wrong');
  await user.click(screen.getByTestId('restore-submit'));
  expect((await screen.findByTestId('failure')).textContent).toContain('密码不正确');
  await user.clear(screen.getByTestId('restore-password'));
  await user.type(screen.getByTestId('restore-password'), 'demo-password');
  await user.click(screen.getByTestId('restore-submit'));
  await screen.findByTestId('home-page');
});

it('the recovery card is shown again in the settings, by password only', async () => {
  const user = userEvent.setup();
  renderApp('/settings', '');
  await user.click(await screen.findByTestId('known-yunshan'));
  await user.type(screen.getByTestId('open-password'), 'demo-password');
  await user.click(screen.getByTestId('open-submit'));
  expect((await screen.findByTestId('users')).textContent).toContain('周会计（您）负责人');
  await user.click(screen.getByTestId('settings-card'));
  const dialog = within(await screen.findByTestId('recovery-again'));
  await user.type(dialog.getByTestId('again-password'), 'wrong{Enter}');
  expect((await screen.findByTestId('failure')).textContent).toContain('密码不正确');
  expect(screen.queryByTestId('recovery-group-1')).toBeNull();
  await user.clear(screen.getByTestId('again-password'));
  await user.type(screen.getByTestId('again-password'), 'demo-password{Enter}');
  expect((await screen.findByTestId('recovery-group-3')).dataset.value).toBe('9FHT');
  await user.type(screen.getByTestId('recovery-first'), '9FHT');
  await user.type(screen.getByTestId('recovery-second'), 'F5HT');
  await user.click(screen.getByTestId('recovery-confirm'));
  await screen.findByText('已确认');
});

it('a book without months begins with the month of the day that the desk tells', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await user.click(await screen.findByTestId('first-create'));
  await user.type(screen.getByTestId('create-company'), '测试有限公司');
  await user.type(screen.getByTestId('create-credit-code'), '91350100M000100Y43');
  await user.type(screen.getByTestId('create-user'), '周会计');
  await user.type(screen.getByTestId('create-password'), 'correct horse');
  await user.type(screen.getByTestId('create-password-again'), 'correct horse');
  await user.click(screen.getByTestId('create-submit'));
  await user.click(await screen.findByTestId('recovery-later'));
  expect((await screen.findByTestId('month-current')).textContent).toBe('2026-02');
});
