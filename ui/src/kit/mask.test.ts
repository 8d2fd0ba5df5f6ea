import { expect, it } from 'vitest';
import { isMasked } from './mask';

it('knows a masked number by its stars', () => {
  expect(isMasked('440***********997X')).toBe(true);
  expect(isMasked('44010619660118997X')).toBe(false);
  expect(isMasked(null)).toBe(false);
});
