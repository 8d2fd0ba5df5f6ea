import type { zh } from '../../words/zh';

export type ChapterId = keyof typeof zh.help.chapters;

/** Which chapter speaks of a screen: the longest beginning of its path. */
const CHAPTERS: readonly (readonly [string, ChapterId])[] = [
  ['/roster/', 'person'],
  ['/roster', 'roster'],
  ['/enrollment', 'enrollment'],
  ['/gaps', 'gaps'],
  ['/reconciliation', 'reconciliation'],
  ['/ledger/true-ups', 'trueUps'],
  ['/ledger', 'ledger'],
  ['/remittance/backPayment', 'backPayment'],
  ['/remittance/arrears', 'arrears'],
  ['/remittance/notices', 'arrears'],
  ['/remittance', 'remittance'],
  ['/policy/changes', 'changes'],
  ['/policy/proof', 'proof'],
  ['/policy/coverage', 'coverage'],
  ['/policy/law', 'law'],
  ['/policy/estimate', 'estimate'],
  ['/policy', 'values'],
  ['/exchange', 'exchange'],
  ['/statement', 'statement'],
  ['/settings/units', 'units'],
  ['/settings/journal', 'journal'],
  ['/settings/privacy', 'privacy'],
  ['/settings', 'settings'],
  ['/', 'home'],
];

export function chapterOf(path: string): ChapterId {
  return CHAPTERS.find(([start]) => path.startsWith(start))?.[1] ?? 'home';
}
