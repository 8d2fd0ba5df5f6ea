// Where each dated value stands on the line of months. All positions are parts of the whole, from 0 to 1.
import type { PolicyValue } from '../../generated/PolicyValue';
import { plusMonths } from '../../kit/month';

export interface Bar {
  value: PolicyValue;
  from: number;
  to: number;
  /** Where the months begin that it was not published for; null when it was published for all of them. */
  carried: number | null;
  /** When it was published, if on the line. */
  published: number | null;
  /** It began before the line does. */
  clipped: boolean;
}

export interface Track {
  part: string;
  option: string | null;
  bars: Bar[];
}

export interface Timeline {
  from: string;
  to: string;
  years: { year: string; at: number }[];
  now: number;
  tracks: Track[];
}

const PARTS = ['bounds', 'rates', 'fixed', 'rounding'];
const LONGEST_YEARS = 8;

function months(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

const least = (texts: readonly string[]) => [...texts].sort()[0];

/** The line: from the first bounds (at most eight years back) to half a year after today or the last change. */
function span(values: readonly PolicyValue[], today: string): [string, string] {
  const now = today.slice(0, 7);
  const changing = values.filter((value) => value.part === 'bounds');
  const first = least((changing.length > 0 ? changing : values).map((value) => value.from)) ?? now;
  const earliest = plusMonths(now, -12 * LONGEST_YEARS);
  const from = first < earliest ? earliest : first;
  const latest = [now, ...values.flatMap((value) => [value.from, value.through ?? value.from])].sort().at(-1) ?? now;
  const start = from > plusMonths(now, -24) ? plusMonths(now, -24) : from;
  return [`${start.slice(0, 4)}-01`, plusMonths(latest, 7)];
}

export function timelineOf(values: readonly PolicyValue[], today: string): Timeline {
  const [from, to] = span(values, today);
  const [start, length] = [months(from), months(to) - months(from)];
  const at = (month: string) => Math.min(1, Math.max(0, (months(month) - start) / length));
  const dayAt = (day: string) => (months(day) - start + (Number(day.slice(8, 10) || '1') - 1) / 31) / length;
  const bar = (value: PolicyValue): Bar | null => {
    const last = value.followed ? value.to : null;
    const end = last ? at(plusMonths(last, 1)) : 1;
    const begin = at(value.from);
    if (end <= 0 || (begin >= end && !value.ends)) return null;
    const beyond = value.through ? at(plusMonths(value.through, 1)) : null;
    const published = value.published ? dayAt(value.published) : null;
    return {
      value,
      from: begin,
      to: end,
      carried: beyond !== null && beyond < end ? Math.max(beyond, begin) : null,
      published: published !== null && published >= 0 && published <= 1 ? published : null,
      clipped: months(value.from) < start,
    };
  };
  const tracks = PARTS.flatMap((part) => {
    const own = values.filter((value) => value.part === part);
    return [...new Set(own.map((value) => value.option))].sort().map((option) => ({
      part,
      option,
      bars: own
        .filter((value) => value.option === option)
        .sort((a, b) => a.from.localeCompare(b.from))
        .flatMap((value) => bar(value) ?? []),
    }));
  });
  const years = Array.from({ length: Math.ceil(length / 12) }, (_, i) => {
    const year = String(Number(from.slice(0, 4)) + i);
    return { year, at: at(`${year}-01`) };
  });
  return { from, to, years, now: dayAt(today), tracks };
}
