import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';
import { marked, references } from './references';

it('a text is cut at its references, an excerpt at its marks', () => {
  expect(
    references('见《社会保险法》第五十八条。另见《劳动合同法》第38条').map((piece) => [piece.text, piece.cites]),
  ).toEqual([
    ['见', false],
    ['《社会保险法》第五十八条', true],
    ['。另见', false],
    ['《劳动合同法》第38条', true],
  ]);
  expect(references('《住房公积金管理条例》修订后')).toEqual([
    { text: '《住房公积金管理条例》修订后', at: 0, cites: false },
  ]);
  // 𬭎 is one character and two units: the desk counts characters.
  expect(marked('𬭎缴存登记', [[1, 3]]).map((piece) => piece.text)).toEqual(['𬭎', '缴存', '登记']);
});

it('words find articles, and a card shows text, force and where the copy comes from', async () => {
  const user = userEvent.setup();
  renderApp('/policy/law');
  await user.type(await screen.findByTestId('law-search'), '缴存 基数');
  const hits = within(await screen.findByTestId('law-hits'));
  expect(hits.getAllByRole('button')).toHaveLength(2);
  const marks = hits.getByTestId('law-hit-gjj_2026:16').querySelectorAll('mark');
  expect([...marks].map((mark) => mark.textContent)).toEqual(['缴存', '基数']);
  await user.click(hits.getByTestId('law-hit-gjj_2026:16'));
  const panel = within(await screen.findByTestId('law-panel'));
  const card = await panel.findByTestId('law-card');
  expect(card.textContent).toContain('未施行，2026-09-20 起');
  expect(card.textContent).toContain('2026-02-12 这一天它不具有约束力');
  expect(card.textContent).toContain('手工誊录');
  expect(card.textContent).toContain('未比对第二份文本');
  await user.click(panel.getByTestId('law-other-gjj_2019'));
  expect(screen.getByTestId('law-gjj_2019').getAttribute('aria-pressed')).toBe('true');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('law-panel')).toBeNull();
});

it('a step of the reason opens the card over it; Esc closes one after the other', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  await user.click(await screen.findByTestId('cell-0-pension.employee'));
  const reason = within(await screen.findByTestId('reason-panel'));
  await user.click(await reason.findByTestId('law-link-sbf:12'));
  const card = await screen.findByTestId('law-card');
  expect(card.dataset.id).toBe('sbf:12');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('law-card')).toBeNull();
  expect(screen.getByTestId('reason-panel')).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('reason-panel')).toBeNull();
});

it('an article that is not held says so', async () => {
  const user = userEvent.setup();
  renderApp('/statement');
  await screen.findByTestId('statement-page');
  await user.keyboard('{F1}');
  await user.click(await screen.findByTestId('law-link-《社会保险法》第六十条'));
  expect((await screen.findByTestId('failure')).textContent).toContain('没有收录「《社会保险法》第六十条」');
});
