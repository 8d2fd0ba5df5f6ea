import { expect, it } from 'vitest';
import type { PolicyValue } from '../../generated/PolicyValue';
import { timelineOf } from './timeline';

const value = (over: Partial<PolicyValue>) =>
  ({
    part: 'bounds',
    option: null,
    followed: false,
    ends: false,
    published: null,
    through: null,
    ...over,
  }) as PolicyValue;

it('puts each value where its months are, and marks the months it was not published for', () => {
  const line = timelineOf(
    [
      value({ from: '2024-07', to: '2025-06', through: '2025-06', followed: true, published: '2024-08-16' }),
      value({ from: '2025-07', to: '2026-06', through: '2026-06' }),
      value({ part: 'rates', from: '2016-05', to: null }),
    ],
    '2026-11-22',
  );
  // The line runs from January of 2024 (the first bounds, and at least two years back) to seven months after today.
  expect([line.from, line.to]).toEqual(['2024-01', '2027-06']);
  const months = 41;
  const [bounds, rates] = line.tracks;
  expect(bounds?.bars.map((bar) => [bar.from, bar.to])).toEqual([
    [6 / months, 18 / months],
    [18 / months, 1],
  ]);
  expect(bounds?.bars[0]?.carried).toBeNull();
  expect(bounds?.bars[1]?.carried).toBe(30 / months);
  expect(bounds?.bars[0]?.published).toBeCloseTo((7 + 15 / 31) / months);
  expect(rates?.bars[0]).toMatchObject({ from: 0, to: 1, clipped: true, carried: null });
  expect(line.years.map((tick) => tick.year)).toEqual(['2024', '2025', '2026', '2027']);
  expect(line.now).toBeCloseTo((34 + 21 / 31) / months);
});

it('keeps the values of different people apart', () => {
  const line = timelineOf(
    [
      value({ part: 'rates', option: 'hukou=other', from: '2025-01' }),
      value({ part: 'rates', option: 'hukou=local', from: '2025-01' }),
    ],
    '2026-11-22',
  );
  expect(line.tracks.map((track) => track.option)).toEqual(['hukou=local', 'hukou=other']);
});
