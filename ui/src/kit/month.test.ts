import { describe, expect, it } from 'vitest';
import { chineseDay, chineseMonth, daysBetween, isMonth, parseDay, parseMonth, plusMonths } from './month';

describe('months', () => {
  it('move over the turn of the year', () => {
    expect(plusMonths('2026-01', -1)).toBe('2025-12');
    expect(plusMonths('2025-12', 1)).toBe('2026-01');
    expect(plusMonths('2026-02', -14)).toBe('2024-12');
  });

  it('are read in the notations a clerk uses', () => {
    for (const typed of ['2026-02', '202602', '2026.2', '2026年2月', '2026/02', '26-2', '２０２６－０２']) {
      expect(parseMonth(typed)).toBe('2026-02');
    }
    expect(parseMonth('2026-13')).toBeNull();
    expect(parseMonth('2月')).toBeNull();
    expect(isMonth('2026-00')).toBe(false);
    expect(chineseMonth('2026-02')).toBe('2026年2月');
  });

  it('days that do not exist are refused, a month alone stays a month', () => {
    expect(parseDay('2021.3.5')).toBe('2021-03-05');
    expect(parseDay('20210305')).toBe('2021-03-05');
    expect(parseDay('2021年3月5日')).toBe('2021-03-05');
    expect(parseDay('2021-02-30')).toBeNull();
    expect(parseDay('2021年3月')).toBe('2021-03');
  });

  it('are told with their weekday and counted over the turn of a month', () => {
    expect(chineseDay('2026-02-12')).toBe('2026年2月12日 星期四');
    expect(daysBetween('2026-02-26', '2026-03-02')).toBe(4);
    expect(daysBetween('2026-03-02', '2026-02-26')).toBe(-4);
  });
});
