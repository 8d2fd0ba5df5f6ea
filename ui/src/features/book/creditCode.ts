// 统一社会信用代码 (GB 32100): a hint while typing. The desk checks again and decides.
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export type CreditCodeHint =
  | { kind: 'empty' }
  | { kind: 'short'; typed: number }
  | { kind: 'long' }
  | { kind: 'letters' }
  | { kind: 'wrong' }
  | { kind: 'good' };

/** What is to be said of a code as far as it is typed. */
export function creditCodeHint(typed: string): CreditCodeHint {
  const code = tidyCreditCode(typed);
  if (code === '') return { kind: 'empty' };
  if ([...code].some((sign) => !SIGNS.includes(sign))) return { kind: 'letters' };
  if (code.length < 18) return { kind: 'short', typed: code.length };
  if (code.length > 18) return { kind: 'long' };
  let weight = 1;
  let sum = 0;
  for (const sign of code.slice(0, 17)) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  const check = SIGNS[(31 - (sum % 31)) % 31];
  return { kind: check === code[17] ? 'good' : 'wrong' };
}

export function tidyCreditCode(typed: string): string {
  return typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
