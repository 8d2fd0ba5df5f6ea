import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderApp } from '../../test/renderApp';
import { zh } from '../../words/zh';
import { chapterOf } from './chapter';

const { chapters } = zh.help;

it.each([
  ['/', 'home'],
  ['/roster', 'roster'],
  ['/roster/YS1001', 'person'],
  ['/enrollment', 'enrollment'],
  ['/gaps', 'gaps'],
  ['/reconciliation/period', 'reconciliation'],
  ['/ledger', 'ledger'],
  ['/ledger/true-ups', 'trueUps'],
  ['/policy', 'values'],
  ['/policy/values', 'values'],
  ['/policy/changes', 'changes'],
  ['/policy/proof', 'proof'],
  ['/policy/law', 'law'],
  ['/policy/coverage', 'coverage'],
  ['/policy/estimate', 'estimate'],
  ['/exchange/import', 'exchange'],
  ['/statement', 'statement'],
  ['/settings', 'settings'],
  ['/settings/units', 'units'],
  ['/settings/journal', 'journal'],
] as const)('%s has its chapter', (path, chapter) => {
  expect(chapterOf(path)).toBe(chapter);
  expect(chapters[chapter].parts.flatMap((part) => part.lines).length).toBeGreaterThan(0);
});

it('F1 opens the chapter of the screen, Esc closes it, and it leaves with the screen', async () => {
  const user = userEvent.setup();
  renderApp('/ledger');
  await screen.findByTestId('ledger-grid');
  await user.keyboard('{F1}');
  expect((await screen.findByTestId('help-panel')).textContent).toContain(chapters.ledger.title);
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('help-panel')).toBeNull();
  await user.click(screen.getByTestId('help-open'));
  await screen.findByTestId('help-panel');
  await user.click(screen.getByTestId('menu-roster'));
  await screen.findByTestId('roster-page');
  expect(screen.queryByTestId('help-panel')).toBeNull();
});

it('the first screen has one too', async () => {
  const user = userEvent.setup();
  renderApp('/', '');
  await screen.findByTestId('first-demo');
  await user.keyboard('{F1}');
  expect((await screen.findByTestId('help-panel')).textContent).toContain(chapters.first.title);
});

it('the licences of others are listed, found by name, and each opens to its text', async () => {
  const user = userEvent.setup();
  renderApp('/');
  await screen.findByTestId('home-page');
  await user.keyboard('{F1}');
  await user.click(await screen.findByTestId('licences-open'));
  expect((await screen.findByTestId('licences-count')).textContent).toMatch(/^共 \d{3} 项$/);
  await user.click(screen.getByTestId('licences-find'));
  await user.paste('sqlcipher-src');
  expect(screen.getByTestId('licences-count').textContent).toMatch(/^\d{3} 项中的 1 项$/);
  await user.click(screen.getByText('sqlcipher-src'));
  expect((await screen.findByText(/ZETETIC/)).textContent).toContain('Redistribution');
});
