import { toFen } from '../../kit/money';

/** How much of the largest amount this is, in thousandths: for drawing only, never for a figure. */
export function thousandths(amount: string, largest: bigint): number {
  return largest === 0n ? 0 : Number(((toFen(amount) ?? 0n) * 1000n) / largest);
}

/** The largest of the amounts, whatever their signs, in fen. */
export function largestOf(amounts: readonly string[]): bigint {
  const sizes = amounts.map((amount) => toFen(amount) ?? 0n).map((fen) => (fen < 0n ? -fen : fen));
  return sizes.reduce((a, b) => (a > b ? a : b), 0n);
}
