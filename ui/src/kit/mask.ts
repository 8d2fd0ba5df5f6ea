/** A document number as it is shown by default: `440***********9973`. One that is masked already stays as it is. */
export function maskId(number: string | null | undefined): string {
  if (!number || number.includes('*') || number.length < 8) return number ?? '';
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`;
}
