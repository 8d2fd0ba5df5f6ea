import { formatMoney } from '../../kit/money';
import { zh } from '../../words/zh';
import { largestOf, thousandths } from './scale';
import type { Sides } from './trendMonths';
import './insight.css';

const words = zh.insight;

/** What stands above and below one bar is written, so that nobody has to measure it. */
function Bar({ month, largest }: { month: Sides; largest: bigint }) {
  const employer = thousandths(month.employer, largest);
  const both = thousandths(month.both, largest);
  const known = month.people !== null;
  const text = known ? words.trendMonth(month.month, month.people ?? 0, month.employer, month.employee) : '';
  return (
    <li title={text}>
      <span className="trend-sum figure">{known ? formatMoney(month.both) : words.notComputed}</span>
      <svg viewBox="0 0 10 1000" preserveAspectRatio="none" aria-hidden="true">
        <rect width="10" height={both} y={1000 - both} className="bar-employee" />
        <rect width="10" height={employer} y={1000 - employer} className="bar-employer" />
      </svg>
      <span className="figure">{month.month}</span>
      <span className="soft figure">{known ? words.persons(month.people ?? 0) : '—'}</span>
    </li>
  );
}

/** Month by month both sides on top of each other, with the people covered below. */
export function TrendBars({ label, months }: { label: string; months: readonly Sides[] }) {
  const largest = largestOf(months.map((month) => month.both));
  return (
    <>
      <ul className="trend-bars" aria-label={label} data-testid="trend-bars">
        {months.map((month) => (
          <Bar key={month.month} month={month} largest={largest} />
        ))}
      </ul>
      <p className="soft bars-legend">
        <span className="is-employer">{words.employer}</span>
        <span className="is-employee">{words.employee}</span>
      </p>
    </>
  );
}
