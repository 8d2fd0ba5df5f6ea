import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { createBook } from '../../test/newBook';
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
  expect((await screen.findByTestId('restored')).textContent).toContain('这 1 人在这份备份之后被删除过');
  await user.click(screen.getByTestId('restored-read'));
});

it('an upgrade whose backup failed goes on with the backup in another place', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await user.click(await screen.findByTestId('known-yunshan'));
  await user.type(screen.getByTestId('open-password'), 'older-password');
  await user.click(screen.getByTestId('open-submit'));
  expect((await screen.findByTestId('failure')).textContent).toContain('磁盘已满');
  await user.click(screen.getByTestId('open-upgrade'));
  await screen.findByTestId('home-page');
});

it('an upgrade goes on in another place when the book is opened by its recovery code, too', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await user.click(await screen.findByTestId('known-yunshan'));
  await user.click(screen.getByTestId('open-forgot'));
  await user.type(await screen.findByTestId('recover-code'), 'K7QM-2XWD');
  await user.type(screen.getByTestId('recover-password'), '换一个新的长密码');
  await user.click(screen.getByTestId('recover-submit'));
  expect((await screen.findByTestId('failure')).textContent).toContain('磁盘已满');
  await user.click(screen.getByTestId('open-upgrade'));
  await screen.findByTestId('home-page');
});

it('a restore that found no marks says how to bring them along, and into which folder', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await user.click(await screen.findByTestId('first-restore'));
  await user.click(await screen.findByTestId('restore-pick'));
  await user.type(screen.getByTestId('restore-password'), 'lone-password');
  await user.click(screen.getByTestId('restore-submit'));
  const told = (await screen.findByTestId('restored')).parentElement?.textContent ?? '';
  expect(told).toContain('tombstones-….sealed');
  expect(told).toContain('锁定后重新打开');
  expect(told).toContain('演示公司');
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
  await createBook(user);
  await user.click(await screen.findByTestId('recovery-later'));
  expect((await screen.findByTestId('month-current')).textContent).toBe('2026-02');
});

it('a damaged book is given back by its own backup, and she reads where the damaged one lies', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await user.click(await screen.findByTestId('known-yunshan'));
  expect(screen.queryByTestId('open-rescue')).toBeNull();
  await user.type(screen.getByTestId('open-password'), 'damaged-password');
  await user.click(screen.getByTestId('open-submit'));
  expect((await screen.findByTestId('failure')).textContent).toContain('账簿文件已损坏');
  await user.click(screen.getByTestId('open-rescue'));
  await screen.findByTestId('home-page');
  expect((await screen.findByTestId('rescued')).textContent).toContain('.damaged-');
});

it('the demo is left for a book of her own by the ribbon', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await user.click(await screen.findByTestId('first-demo'));
  await user.click(await screen.findByTestId('demo-leave'));
  expect((await screen.findByTestId('first-run')).textContent).toContain('导入我的 Excel');
});
