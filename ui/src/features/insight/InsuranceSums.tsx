import type { InsuranceTotal } from '../../generated/InsuranceTotal';
import { formatMoney, sumShown } from '../../kit/money';
import { Sheet } from '../../kit/Sheet';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { Bars } from './Bars';
import { largestOf, thousandths } from './scale';

const words = zh.insight;

const both = (sum: InsuranceTotal) => sumShown([sum.employer, sum.employee]);

function Chart({ sums }: { sums: readonly InsuranceTotal[] }) {
  const largest = largestOf(sums.map(both));
  return (
    <>
      <Bars
        label={words.byInsurance}
        rows={sums.map((sum) => {
          const middle = thousandths(sum.employer, largest);
          return {
            key: sum.insurance,
            name: insuranceName(sum.insurance),
            parts: [
              { look: 'employer', from: 0, to: middle },
              { look: 'employee', from: middle, to: thousandths(both(sum), largest) },
            ],
            value: formatMoney(both(sum)),
          };
        })}
      />
      <p className="soft bars-legend">
        <span className="is-employer">{words.employer}</span>
        <span className="is-employee">{words.employee}</span>
      </p>
    </>
  );
}

/** 各险种应缴: both sides of each, as bars or as a table. */
export function InsuranceSums({ sums, table }: { sums: readonly InsuranceTotal[]; table: boolean }) {
  if (!table) return <Chart sums={sums} />;
  return (
    <Sheet
      label={words.byInsurance}
      testId="insurance-sums"
      rows={sums}
      rowKey={(sum) => sum.insurance}
      columns={[
        { title: words.insurance, cell: (sum) => insuranceName(sum.insurance), nowrap: true },
        { title: words.heads, cell: (sum) => sum.heads, right: true },
        { title: words.employer, cell: (sum) => formatMoney(sum.employer), right: true },
        { title: words.employee, cell: (sum) => formatMoney(sum.employee), right: true },
      ]}
    />
  );
}
