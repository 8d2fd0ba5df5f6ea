import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { lockFake } from '../../bridge/fake/transport';
import { renderApp } from '../../test/renderApp';

async function opened() {
  const user = userEvent.setup();
  renderApp('/settings', '');
  await user.click(await screen.findByTestId('known-yunshan'));
  await user.type(screen.getByTestId('open-password'), 'demo-password');
  await user.click(screen.getByTestId('open-submit'));
  await screen.findByTestId('users');
  return user;
}

it('a second user gets a name, a role and a password; the own one is asked for again', async () => {
  const user = await opened();
  await user.click(screen.getByTestId('user-add'));
  await user.type(await screen.findByTestId('user-name'), '李经办');
  await user.type(screen.getByTestId('user-secret'), '一个足够长的密码');
  await user.type(screen.getByTestId('user-secret-again'), '一个足够长的密码');
  await user.type(screen.getByTestId('user-own'), 'wrong');
  await user.click(screen.getByTestId('user-submit'));
  expect((await screen.findByTestId('failure')).textContent).toContain('密码不正确');
  await user.clear(screen.getByTestId('user-own'));
  await user.type(screen.getByTestId('user-own'), 'demo-password');
  await user.click(screen.getByTestId('user-submit'));
  expect(await within(screen.getByTestId('users')).findByText('李经办')).toBeDefined();
  await screen.findByText('已新增用户：李经办');
});

it('the password is changed with the old one once and the new one twice', async () => {
  const user = await opened();
  await user.click(screen.getByTestId('user-password'));
  await user.type(await screen.findByTestId('password-old'), 'demo-password');
  await user.type(screen.getByTestId('password-new'), '换一个新的长密码');
  await user.type(screen.getByTestId('password-new-again'), '换一个别的长密码');
  await user.click(screen.getByTestId('password-submit'));
  await screen.findByText('两遍密码不一样');
  await user.clear(screen.getByTestId('password-new-again'));
  await user.type(screen.getByTestId('password-new-again'), '换一个新的长密码');
  await user.click(screen.getByTestId('password-submit'));
  await screen.findByText('密码已更改，下次打开时生效。');
});

it('one line says when the last verified backup was made and where; the second place is asked for', async () => {
  await opened();
  const state = await screen.findByTestId('backup-state');
  expect(state.textContent).toContain('上次已核验的备份✓2026-02-11 18:02（锁账时）');
  expect(state.textContent).toContain('/账簿/backups/000012.backup');
  expect(state.textContent).toContain('还没有设定');
  expect(state.textContent).toContain('还没有演练过');
});

it('a book that the desk has locked leaves nothing on the screen', async () => {
  const user = await opened();
  // The fake desk locks as the real one does after idle minutes: the book is gone and the page is told.
  await user.click(await screen.findByTestId('book-check'));
  await screen.findByText('检查通过，没有发现问题。');
  await act(lockFake);
  await screen.findByTestId('known-yunshan');
  expect(screen.queryByTestId('users')).toBeNull();
});

/** Keys a whole text at once: what it is about is not the typing. */
const fill = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });

async function addUser(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByTestId('user-add'));
  await screen.findByTestId('user-name');
  fill('user-name', '李经办');
  fill('user-secret', '一个足够长的密码');
  fill('user-secret-again', '一个足够长的密码');
  fill('user-own', 'demo-password');
  await user.click(screen.getByTestId('user-submit'));
}

it('the keys are changed once the new card is typed back, and everybody else gets a new password', async () => {
  const user = await opened();
  await addUser(user);
  await screen.findByText('已新增用户：李经办');
  await user.click(screen.getByTestId('user-rekey'));
  await screen.findByTestId('rekey-own');
  fill('rekey-own', 'demo-password');
  fill('rekey-secret-0', '短');
  await user.click(screen.getByTestId('rekey-next'));
  await screen.findByText('至少 8 个字符');
  fill('rekey-secret-0', '换成一个很长的密码');
  await user.click(screen.getByTestId('rekey-next'));
  expect((await screen.findByTestId('recovery-group-3')).dataset.value).toBe('9FHT');
  fill('recovery-first', '0000');
  fill('recovery-second', 'F5HT');
  await user.click(screen.getByTestId('recovery-confirm'));
  expect((await screen.findByTestId('failure')).textContent).toContain('恢复码不正确');
  fill('recovery-first', '9FHT');
  await user.click(screen.getByTestId('recovery-confirm'));
  await screen.findByText('密钥已更换，新备份已核验：/账簿/backups/000013.backup');
});

it('who is removed brings up the question of new keys', async () => {
  const user = await opened();
  await addUser(user);
  await user.click(await within(screen.getByTestId('users')).findByText('移除'));
  await screen.findByTestId('remove-own');
  fill('remove-own', 'demo-password');
  await user.click(screen.getByTestId('remove-submit'));
  expect((await screen.findAllByText('要不要接着换密钥？')).length).toBeGreaterThan(0);
});
