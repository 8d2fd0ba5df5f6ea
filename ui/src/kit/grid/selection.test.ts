import { describe, expect, it } from 'vitest';
import { areaOf, cellCount, moved } from './selection';
import type { Selection } from './types';

const at = (row: number, column: number): Selection => ({ anchor: { row, column }, focus: { row, column } });
const press = (from: Selection | null, key: string, ctrl = false, shift = false) =>
  moved(from, { key, ctrl, shift }, 100, 5, 20);

describe('the grid cursor', () => {
  it('moves like a spreadsheet and stops at the edges', () => {
    expect(press(null, 'ArrowDown')).toEqual(at(0, 0));
    expect(press(at(0, 0), 'ArrowUp')).toEqual(at(0, 0));
    expect(press(at(3, 4), 'ArrowRight')).toEqual(at(3, 4));
    expect(press(at(3, 1), 'ArrowDown', true)).toEqual(at(99, 1));
    expect(press(at(3, 1), 'PageDown')).toEqual(at(23, 1));
    expect(press(at(3, 1), 'End', true)).toEqual(at(99, 4));
    expect(press(at(3, 1), 'x')).toBeNull();
    expect(moved(at(0, 0), { key: 'ArrowDown', ctrl: false, shift: false }, 0, 5, 20)).toBeNull();
  });

  it('grows a rectangle with Shift and takes everything with Ctrl+A', () => {
    const grown = press(press(at(2, 2), 'ArrowDown', false, true), 'ArrowLeft', false, true);
    expect(grown && areaOf(grown)).toEqual({ top: 2, bottom: 3, left: 1, right: 2 });
    expect(grown && cellCount(areaOf(grown))).toBe(4);
    const all = press(at(2, 2), 'a', true);
    expect(all && cellCount(areaOf(all))).toBe(500);
  });
});
