import { formatMoney } from '../../kit/money';
import { Sheet, type SheetColumn } from '../../kit/Sheet';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import type { Sides } from './trendMonths';

const words = zh.insight;

interface Props {
  label: string;
  months: readonly Sides[];
  /** Insurances with a column of their own. */
  insurances: readonly string[];
}

/** The trend as a table, the newest month last as in the chart. */
export function TrendTable({ label, months, insurances }: Props) {
  const money = (title: string, of: (month: Sides) => string | undefined): SheetColumn<Sides> => ({
    title,
    cell: (month) => (month.people === null ? '—' : formatMoney(of(month) ?? '0.00')),
    right: true,
    nowrap: true,
  });
  return (
    <div className="gap-scroll">
      <Sheet
        label={label}
        testId="trend-table"
        rows={months}
        rowKey={(month) => month.month}
        columns={[
          { title: words.month, cell: (month) => month.month, nowrap: true },
          { title: words.heads, cell: (month) => month.people ?? words.notComputed, right: true, nowrap: true },
          money(words.employer, (month) => month.employer),
          money(words.employee, (month) => month.employee),
          money(words.both, (month) => month.both),
          ...insurances.map((insurance) => money(insuranceName(insurance), (month) => month.each[insurance])),
        ]}
      />
    </div>
  );
}
