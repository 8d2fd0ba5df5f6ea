import type { MonthChange } from '../../generated/MonthChange';
import { formatMoney, toFen } from '../../kit/money';
import { Sheet } from '../../kit/Sheet';
import { zh } from '../../words/zh';
import { Bars } from './Bars';
import { largestOf, thousandths } from './scale';

const words = zh.insight;

const signed = (text: string) => ((toFen(text) ?? 0n) > 0n ? `+${formatMoney(text)}` : formatMoney(text));

/** Where nothing changes. */
const MIDDLE = 500;

/** 环比: four parts that add up to the difference, as bars from the middle or as a table. */
export function ChangeSplit({ change, table }: { change: MonthChange; table: boolean }) {
  const parts = (['headcount', 'base', 'rate', 'retro'] as const).map((key) => ({
    key,
    name: words.parts[key],
    amount: change[key],
  }));
  const rows = [...parts, { key: 'difference', name: words.difference, amount: change.difference }];
  if (table) {
    return (
      <Sheet
        label={words.change(change.from)}
        testId="month-change"
        rows={[
          { key: 'before', name: words.sumOf(change.from), shown: formatMoney(change.before) },
          ...rows.map((row) => ({ ...row, shown: signed(row.amount) })),
          { key: 'after', name: words.sumNow, shown: formatMoney(change.after) },
        ]}
        rowKey={(row) => row.key}
        columns={[
          { title: words.item, cell: (row) => row.name, nowrap: true },
          { title: words.amount, cell: (row) => row.shown, right: true, nowrap: true },
        ]}
      />
    );
  }
  const largest = largestOf(rows.map((row) => row.amount)) * 2n;
  return (
    <div data-testid="month-change">
      <Bars
        label={words.change(change.from)}
        axis={MIDDLE}
        rows={rows.map((row) => ({
          key: row.key,
          name: row.key === 'difference' ? <strong>{row.name}</strong> : row.name,
          parts: [
            {
              look: (toFen(row.amount) ?? 0n) < 0n ? 'fall' : 'rise',
              from: MIDDLE,
              to: MIDDLE + thousandths(row.amount, largest),
            },
          ],
          value: row.key === 'difference' ? <strong>{signed(row.amount)}</strong> : signed(row.amount),
        }))}
      />
      <p className="soft figure">{words.fromTo(formatMoney(change.before), formatMoney(change.after))}</p>
    </div>
  );
}
