import { expect, it } from 'vitest';
import { finder } from './search';

const person = { name: '单雄', initials: 'sx dx cx', employee_no: 'YS1033', id_number: '110101********204X' };

it('finds by name, every reading of the initials, number and tail of the ID', () => {
  for (const query of ['单', '单雄', 'sx', 'DX', 'cx', 'ys1033', '1033', '204x', '4X', '']) {
    expect(finder(query)(person)).toBe(true);
  }
  for (const query of ['王', 'zz', '2040', '9999']) expect(finder(query)(person)).toBe(false);
});
