import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { fakeTransport } from '../../bridge/fake/transport';
import type { Reconciliation } from '../../generated/Reconciliation';
import { renderApp } from '../../test/renderApp';
import { bookingsOf, cellsOf, differencesOf } from './differences';

async function february(): Promise<Reconciliation> {
  const request = { month: '2026-02', unit: null };
  return (await fakeTransport('?open').call('reconciliation_run', { request })) as Reconciliation;
}

describe('differences', () => {
  it('stand by harm, one per cause and person, and the money seen from the bank is not counted twice', async () => {
    const result = await february();
    const found = differencesOf(result);
    expect(found.map((difference) => [difference.code, difference.harm])).toEqual([
      ['record_missing_though_debited', 0],
      ['wrong_rate_payroll', 2],
    ]);
    const [lost] = found;
    if (!lost) throw new Error('nothing found');
    const debited = result.by_booking.flatMap((row) => row.causes)[0];
    expect(lost.amount).toBe(`-${debited?.amount}`);
    expect(lost.causes.map((cause) => cause.source)).toEqual(['agency', 'agency', 'bank']);
    expect(cellsOf(lost).map((row) => row.insurance)).toEqual(['medical']);
    expect(bookingsOf(lost, result).map((row) => row.group)).toEqual(['社保']);
  });
});

describe('the screen', () => {
  it('shows what each source has, the causes that add up, and the next step', async () => {
    const user = userEvent.setup();
    renderApp('/reconciliation');
    await screen.findByTestId('recon-grid');
    const causes = await screen.findByTestId('recon-causes');
    expect(causes.textContent).toContain('已扣款，经办机构无记录');
    expect(causes.textContent).toContain('下一步');
    expect(screen.getByTestId('recon-sources').textContent).toContain('无记录');
    expect(screen.getByTestId('recon-band').textContent).toContain('与当月入库');
    expect(screen.getByTestId('recon-residual').textContent).toContain('0.00✓差额都有原因');
    await user.click(screen.getByTestId('side-close'));
    expect(screen.queryByTestId('recon-causes')).toBeNull();
  });

  it('says that a month agrees to the fen', async () => {
    const user = userEvent.setup();
    renderApp('/reconciliation');
    await screen.findByTestId('recon-grid');
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    await waitFor(() => expect(screen.getByTestId('recon-exact').textContent).toContain('全部相符'));
  });
});

it('a person’s month shows each state with its day and its document', async () => {
  const user = userEvent.setup();
  renderApp('/roster/YS1001');
  await user.click(await screen.findByText('缴费状态'));
  const proofs = await screen.findByTestId('proofs');
  const medical = await within(proofs).findByRole('row', { name: /^医疗/ });
  const cells = within(medical).getAllByRole('cell');
  expect(cells.map((cell) => cell.textContent)).toEqual([
    '医疗',
    '✓2026-02-12',
    '✓2026-022026年2月工资表.xlsx 2月 第 5 行',
    '✓2026-02-10年度缴费工资申报_2026-02.xlsx',
    '✓2026-02-13工行流水_202602.xlsx sheet1 第 83 行',
    '○无凭据',
  ]);
});
