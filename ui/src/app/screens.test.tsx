import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { bridge } from '../bridge';
import type { JournalLine } from '../generated/JournalLine';
import { critical } from '../test/axe';
import { createBook } from '../test/newBook';
import { PLACES } from '../test/places';
import { renderApp } from '../test/renderApp';

describe('every screen', () => {
  it.each(PLACES)('%s opens and has no critical accessibility violation', async (path, id) => {
    renderApp(path);
    await screen.findByTestId(id);
    await waitFor(() => expect(document.querySelector('.ant-spin')).toBeNull());
    expect(await critical()).toEqual([]);
    expect(screen.getByTestId('company').textContent).toBe('北京云杉科技有限公司');
    expect(screen.getByTestId('demo-ribbon')).toBeTruthy();
  });

  it('the first screen too', async () => {
    renderApp('/', '');
    await screen.findByTestId('first-demo');
    expect(await critical()).toEqual([]);
  });
});

describe('the frame', () => {
  it('moves through the months by keyboard and says when one is not computed', async () => {
    const user = userEvent.setup();
    renderApp('/ledger');
    await screen.findByTestId('ledger-grid');
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(screen.getByTestId('month-current').textContent).toBe('2026-03');
    expect((await screen.findByTestId('ledger-run')).textContent).toBe('核定本月');
    await user.click(screen.getByTestId('ledger-run'));
    await screen.findByTestId('ledger-grid');
  });

  it('finds a person by pinyin initials with Ctrl+K', async () => {
    const user = userEvent.setup();
    renderApp('/');
    await screen.findByTestId('home-page');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByTestId('search-input'), 'csy');
    await screen.findByTestId('hit-YS1005');
    await user.keyboard('{Enter}');
    expect((await screen.findByTestId('person-page')).textContent).toContain('陈思远');
  });

  it('undoes the last action after naming it', async () => {
    const user = userEvent.setup();
    renderApp('/');
    await screen.findByTestId('home-page');
    await user.keyboard('{Control>}z{/Control}');
    expect((await screen.findAllByText('撤销「导入花名册：花名册.xlsx」？')).length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: '撤销这一步' }));
    await screen.findByText('已撤销「导入花名册」，恢复了 51 条记录');
  });
});

describe('an undo', () => {
  it('names what cannot be undone and takes nothing older in its place', async () => {
    const user = userEvent.setup();
    renderApp('/');
    await screen.findByTestId('home-page');
    const lines = await bridge.journalList(50);
    const closed = { ...lines[0], action: '封账', object: '2026-02', undoable: false, newest: true };
    const older = lines.map((line) => ({ ...line, newest: false }));
    const list = vi.spyOn(bridge, 'journalList').mockResolvedValue([closed as JournalLine, ...older]);
    await user.keyboard('{Control>}z{/Control}');
    await screen.findByText(/最近一次操作「封账：2026-02」不能撤销/);
    expect(screen.queryByRole('button', { name: '撤销这一步' })).toBeNull();
    list.mockRestore();
  });
});

describe('an export', () => {
  it('says what was written and who was left out for which reason', async () => {
    const user = userEvent.setup();
    renderApp('/exchange/export');
    const kind = await screen.findByRole('combobox', { name: '导出什么' });
    await user.click(kind);
    await user.click(await screen.findByText('记账凭证'));
    await user.click(screen.getByTestId('export-start'));
    expect((await screen.findByTestId('export-done')).textContent).toContain('已写入 35 行：记账凭证_2026-02.xlsx');
    expect(screen.getByTestId('export-left-out').textContent).toContain('黄晓梅（YS1008）没有已校验的证件号码');
  });
});

describe('a dialog', () => {
  it('is filled with Enter and confirmed with Ctrl+S', async () => {
    const user = userEvent.setup();
    renderApp('/roster/YS1001');
    await user.click(await screen.findByTestId('person-edit'));
    const department = await screen.findByTestId('person-department');
    // A dialog that opens takes the focus; only then do the keys go where the clerk looks.
    await waitFor(() => expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true));
    await user.clear(department);
    await user.type(department, '法务部{Enter}');
    expect(document.activeElement).toBe(screen.getByTestId('person-post'));
    await user.keyboard('{Control>}s{/Control}');
    await screen.findByText('资料已保存');
    expect((await screen.findByTestId('person-identity')).textContent).toContain('法务部');
  });
});

describe('the first run', () => {
  it('creates a book, hands out the recovery card and has two groups typed back', async () => {
    const user = userEvent.setup();
    renderApp('/', '');
    await user.click(await screen.findByTestId('first-create'));
    await createBook(user);
    const group = async (n: number) => (await screen.findByTestId(`recovery-group-${n}`)).dataset.value ?? '';
    await user.type(await screen.findByTestId('recovery-first'), await group(3));
    await user.type(screen.getByTestId('recovery-second'), await group(11));
    await user.click(screen.getByTestId('recovery-confirm'));
    await screen.findByTestId('first-steps');
    expect(screen.getByTestId('company').textContent).toBe('测试有限公司');
  });

  it('goes on with a recognised file once its book exists', async () => {
    const user = userEvent.setup();
    renderApp('/', '');
    await user.click(await screen.findByTestId('first-import'));
    await screen.findByTestId('column-table');
    await user.click(screen.getByTestId('wizard-next'));
    await createBook(user);
    await user.click(await screen.findByTestId('recovery-later'));
    await screen.findByTestId('import-wizard');
    await user.click(screen.getByTestId('wizard-next'));
    await screen.findByTestId('check-step');
  });

  it('says that a password is wrong', async () => {
    const user = userEvent.setup();
    renderApp('/', '');
    await user.click(await screen.findByTestId('known-yunshan'));
    await user.type(screen.getByTestId('open-password'), 'nope');
    await user.click(screen.getByTestId('open-submit'));
    expect((await screen.findByTestId('failure')).textContent).toContain('密码不正确');
  });
});
