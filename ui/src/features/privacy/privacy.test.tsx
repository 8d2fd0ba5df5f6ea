import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

describe('people who left', () => {
  it('are put away with a reason, and opened again with another', async () => {
    const user = userEvent.setup();
    renderApp('/settings/privacy');
    await user.click(await screen.findByTestId('pick-YS0112'));
    await user.click(screen.getByTestId('freeze'));
    await user.type(await screen.findByTestId('record-reason'), '离职满两年');
    await user.click(screen.getByTestId('record-submit'));
    await screen.findByText('封存于 2026-02-12');
    const row = (await screen.findByTestId('open-YS0112')).closest('tr') as HTMLElement;
    expect(within(row).queryByTestId('copy-YS0112')).toBeNull();
    await user.click(screen.getByTestId('open-YS0112'));
    await user.type(await screen.findByTestId('record-reason'), '本人要求核对');
    await user.click(screen.getByTestId('record-submit'));
    await screen.findByTestId('copy-YS0112');
  });

  it('are erased only once their time is over, by password, and what goes is told first', async () => {
    const user = userEvent.setup();
    renderApp('/settings/privacy');
    await screen.findByTestId('erase-YS0007');
    expect(screen.queryByTestId('erase-YS0158')).toBeNull();
    await user.click(screen.getByTestId('erase-YS0007'));
    await screen.findByText('18 个月，封账码不变');
    await user.type(screen.getByTestId('erase-password'), 'nope');
    await user.click(screen.getByTestId('erase-submit'));
    await screen.findByText(/密码不正确/);
    await user.clear(screen.getByTestId('erase-password'));
    await user.type(screen.getByTestId('erase-password'), 'demo-password');
    await user.click(screen.getByTestId('erase-submit'));
    await waitFor(() => expect(screen.queryByText('YS0007')).toBeNull());
    expect((await screen.findByTestId('erased')).textContent).toContain('已删除人员7');
  });
});

describe('a form', () => {
  it('shows what the program saw and refuses to be finished while something is open', async () => {
    const user = userEvent.setup();
    renderApp('/settings/privacy/forms');
    await user.click(await screen.findByTestId('form-1'));
    await screen.findByText(/离职留存 4 人/);
    await user.click(screen.getByTestId('form-finish'));
    expect((await screen.findByTestId('failure')).textContent).toContain('未填项目');
  });
});

describe('the journal', () => {
  it('is searched by an amount and tells before and after', async () => {
    const user = userEvent.setup();
    renderApp('/settings/journal/search');
    await screen.findByText('已删除人员3 X3');
    await user.type(screen.getByTestId('search-amount'), '13500');
    await user.click(screen.getByTestId('search-go'));
    await waitFor(() => expect(screen.queryByText('已删除人员3 X3')).toBeNull());
    expect((await screen.findByTestId('journal-hits')).textContent).toContain('12000.00 → 13500.00');
  });
});
