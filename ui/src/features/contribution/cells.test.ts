import { expect, it } from 'vitest';
import { cellsIn } from './cells';

it('a row is read from the text that the desk writes', () => {
  expect(cellsIn('pension 9500.00 1520.00 760.00 final|maternity - - - unconfirmed')).toEqual([
    { insurance: 'pension', base: '9500.00', employer: '1520.00', employee: '760.00', status: 'final' },
    { insurance: 'maternity', base: null, employer: null, employee: null, status: 'unconfirmed' },
  ]);
  expect(cellsIn('')).toEqual([]);
});
