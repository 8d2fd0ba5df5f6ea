import type { LedgerCell } from '../../generated/LedgerCell';

const amount = (text: string | undefined) => (text === undefined || text === '-' ? null : text);

/** The cells of a row, out of the one text in which they cross. */
export function cellsIn(text: string): LedgerCell[] {
  if (text === '') return [];
  return text.split('|').map((one) => {
    const [insurance = '', base, employer, employee, status = ''] = one.split(' ');
    return { insurance, base: amount(base), employer: amount(employer), employee: amount(employee), status };
  });
}
