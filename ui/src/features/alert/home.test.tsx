import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

beforeEach(() => window.localStorage.clear());

describe('what waits', () => {
  it('stands by how pressing it is, each with harm, cause, person, amount, article and day', async () => {
    renderApp('/');
    const list = await screen.findByTestId('alert-list');
    const groups = within(list).getAllByRole('heading', { level: 3 });
    expect(groups.map((group) => group.textContent)).toEqual(['!现在要办 6', '◐近期要办 1', '✓已经办妥 1']);
    const gap = screen.getByTestId('alert-row-record_missing').textContent;
    for (const part of ['待遇受损', '王磊', '医疗应缴，经办机构名册里没有', '1,121.00', '《社会保险法》第六十条']) {
      expect(gap).toContain(part);
    }
    const arrears = screen.getByTestId('alert-row-arrears').textContent;
    for (const part of ['法定责任', '滞纳金到今天 450.00（单位承担）', '30,000.00', '已过 30 天']) {
      expect(arrears).toContain(part);
    }
  });

  it('is gone through with the arrows, and Enter goes to the next step', async () => {
    const user = userEvent.setup();
    renderApp('/');
    const first = await screen.findByTestId('alert-record_missing');
    first.focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(screen.getByTestId('alert-enroll_due'));
    await user.keyboard('{Enter}');
    const [task] = await screen.findAllByTestId('task-enroll-YS1002');
    await waitFor(() => expect(task?.contains(document.activeElement)).toBe(true));
  });

  it('of a month opens that month', async () => {
    const user = userEvent.setup();
    renderApp('/');
    await user.click(await screen.findByTestId('alert-month_not_run'));
    await screen.findByTestId('ledger-page');
    expect(screen.getByTestId('month-current').textContent).toBe('2026-03');
  });
});

describe('the month', () => {
  it('is drawn, and the same figures stand in tables', async () => {
    const user = userEvent.setup();
    renderApp('/');
    const figures = await screen.findByTestId('month-figures');
    const told = ['99,852.00', '+3,624.00', '+480.00', '+65.50', '+4,169.50', '251,200.25', '255,369.75', '1 / 8 人'];
    for (const part of told) expect(figures.textContent).toContain(part);
    expect(screen.getByTestId('month-due').textContent).toBe('255,369.75');
    expect(within(figures).queryByRole('table')).toBeNull();
    await user.click(within(figures).getByText('表'));
    expect(within(figures).getAllByRole('table')).toHaveLength(4);
    for (const part of [...told.slice(1), '66,568.00', '33,284.00']) expect(figures.textContent).toContain(part);
  });

  it('stands after eleven others, with people, both sides and each insurance', async () => {
    const user = userEvent.setup();
    renderApp('/');
    const trend = await screen.findByTestId('trend');
    const months = within(trend).getAllByRole('listitem');
    expect(months.map((month) => month.textContent?.includes('未核定'))).toEqual(
      Array.from({ length: 12 }, (_, at) => at < 6),
    );
    expect(months[11]?.textContent).toBe('255,369.752026-0233 人');
    await user.click(within(screen.getByTestId('month-figures')).getByText('表'));
    const last = within(screen.getByTestId('trend-table')).getAllByRole('row').at(-1);
    const cells = last
      ? within(last)
          .getAllByRole('cell')
          .map((cell) => cell.textContent)
      : [];
    // 161,758.50 + 93,611.25 = 255,369.75; of it pension 66,568.00 + 33,284.00 = 99,852.00.
    expect(cells.slice(0, 6)).toEqual(['2026-02', '33', '161,758.50', '93,611.25', '255,369.75', '99,852.00']);
  });
});
