// Amounts and rates cross the wire as text and stay text here: no float ever touches them.

/** `12345.6` → `12,345.60`; anything that is no amount is returned as it is. */
export function formatMoney(text: string | null | undefined): string {
  if (text === null || text === undefined || text === '') return '';
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '0', fen = ''] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fen.padEnd(2, '0')}`;
}

/** Whether a text is an amount of nothing or more, as the wire writes it. */
export function isMoney(text: string | null | undefined): text is string {
  return /^\d+\.\d{2}$/.test(text ?? '');
}

/** An amount as whole fen, or null if the text is none. */
export function toFen(text: string | null | undefined): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text ?? '');
  if (!match) return null;
  const [, sign = '', whole = '0', fen = ''] = match;
  const value = BigInt(whole + fen.padEnd(2, '0'));
  return sign ? -value : value;
}

/** Whole fen as the text that the wire uses. */
export function fromFen(fen: bigint): string {
  const sign = fen < 0n ? '-' : '';
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The exact sum of what is shown, as a spreadsheet's status bar gives it; texts that are no amounts are left out. */
export function sumShown(texts: Iterable<string | null | undefined>): string {
  let sum = 0n;
  for (const text of texts) sum += toFen(text) ?? 0n;
  return fromFen(sum);
}

/** What the clerk types (`9,500`, `9500.5`, `９５００`) as a wire amount, or null if it is none. */
export function parseMoney(typed: string): string | null {
  const text = typed.normalize('NFKC').replace(/[,\s¥元]/g, '');
  const fen = toFen(text);
  return fen === null ? null : fromFen(fen);
}

/** A fraction as percent, by moving the point: `0.098` → `9.8%`. */
export function formatRate(fraction: string | null | undefined): string {
  if (fraction === null || fraction === undefined || fraction === '') return '';
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(fraction);
  if (!match) return fraction;
  const [, sign = '', whole = '0', tail = ''] = match;
  const digits = tail.padEnd(2, '0');
  const head = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${sign}${head}${rest ? `.${rest}` : ''}%`;
}

/** What the clerk types as percent (`9.8`, `9.8%`) as a fraction: `0.098`; null if it is none or beyond 100 %. */
export function parseRate(typed: string): string | null {
  const text = typed.normalize('NFKC').replace(/[%\s]/g, '');
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) return null;
  const [, whole = '0', tail = ''] = match;
  const padded = whole.padStart(3, '0');
  const fraction = `${padded.slice(0, -2)}.${padded.slice(-2)}${tail}`.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '');
  return Number(whole) > 100 || (Number(whole) === 100 && /[1-9]/.test(tail)) ? null : fraction || '0';
}
