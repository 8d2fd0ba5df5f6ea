import { expect, it } from 'vitest';
import { maskId } from './mask';

it('keeps the first three and the last four signs of a document number', () => {
  expect(maskId('44010619660118997X')).toBe('440***********997X');
  expect(maskId('440***********997X')).toBe('440***********997X');
  expect(maskId('E1234567')).toBe('E12*4567');
  expect(maskId('123')).toBe('123');
  expect(maskId(null)).toBe('');
});
