import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';

it('a pack of an unknown key shows its fingerprint and asks; then its effect; then it is taken in and back', async () => {
  const user = userEvent.setup();
  renderApp('/policy/changes');
  await user.click(await screen.findByTestId('change-pick'));
  const key = await screen.findByTestId('unknown-key');
  expect(within(key).getByTestId('fingerprint').textContent).toBe('Q7KD-M2XA-PL5V-6TRE-HN3C-WZ4B-Y2SF-GJ7U');
  const trust = screen.getByTestId('key-trust') as HTMLButtonElement;
  expect(trust.disabled).toBe(true);
  await user.click(screen.getByRole('checkbox'));
  await user.click(trust);
  const head = await screen.findByTestId('preview-head');
  expect(head.textContent).toContain('政策包 beijing，第 3 期');
  expect(head.textContent).toContain('影响 1 人；已核定的月份合计：单位 54.56，个人 27.28');
  const months = screen.getByTestId('preview-months');
  expect(months.textContent).toContain('养老：新落到下限 1 人');
  expect(screen.getByTestId('preview-changes').textContent).toContain('7,162.00 至 35,811.00');
  await user.click(screen.getByTestId('lines-2026-02'));
  await screen.findByTestId('what-if-grid');
  expect(screen.getByTestId('what-if').textContent).toContain('1,145.92');
  await user.click(screen.getByTestId('change-take'));
  const note = await screen.findByTestId('undo-note');
  expect(note.textContent).toContain('已采用政策包 beijing，第 3 期');
  await waitFor(() => expect(screen.getByTestId('layers').textContent).toContain('政策包 beijing 第 3 期'));
  await user.click(screen.getByTestId('undo-it'));
  await waitFor(() => expect(screen.getByTestId('layers').textContent).not.toContain('政策包 beijing'));
});

it('a value of her own needs a source, shows its effect first, and begins from the value in view', async () => {
  const user = userEvent.setup();
  renderApp('/policy/values?region=310000&insurance=pension');
  await user.click(await screen.findByTestId('bar-bounds--2025-07'));
  await user.click(await screen.findByTestId('value-correct'));
  const from = (await screen.findByTestId('own-from')) as HTMLInputElement;
  expect(from.value).toBe('2025-07');
  expect((screen.getByTestId('own-floor') as HTMLInputElement).value).toBe('7,162.00');
  await user.click(screen.getByTestId('own-submit'));
  await screen.findByText('必填');
  await user.type(screen.getByTestId('own-source'), '区社保中心电话答复记录');
  await user.click(screen.getByTestId('own-submit'));
  expect((await screen.findByTestId('preview-head')).textContent).toContain('自录的值');
  expect(screen.queryByTestId('undo-note')).toBeNull();
  await user.click(screen.getByTestId('change-give'));
  expect(screen.queryByTestId('preview-head')).toBeNull();
});

it('what was known on a day is asked for by that day', async () => {
  const user = userEvent.setup();
  renderApp('/policy/values?region=310000&insurance=pension');
  await user.type(await screen.findByTestId('known-on'), '2025-08-10');
  await screen.findByText('只列 2025-08-10 当天已经公布的值');
});
