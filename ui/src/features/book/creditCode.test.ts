import { expect, it } from 'vitest';
import { creditCodeHint, tidyCreditCode } from './creditCode';

it('hints while a credit code is typed', () => {
  expect(creditCodeHint('').kind).toBe('empty');
  expect(creditCodeHint('9135')).toEqual({ kind: 'short', typed: 4 });
  // The worked example of GB 32100-2015.
  expect(creditCodeHint('91350100M000100Y43').kind).toBe('good');
  expect(creditCodeHint('91350100M000100Y44').kind).toBe('wrong');
  expect(creditCodeHint('91350100M000100YI3').kind).toBe('letters');
  expect(creditCodeHint('91350100M000100Y430').kind).toBe('long');
  expect(tidyCreditCode(' 91350100m000100y43 ')).toBe('91350100M000100Y43');
});
