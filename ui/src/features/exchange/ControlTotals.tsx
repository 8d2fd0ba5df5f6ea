import type { ControlTotal } from '../../generated/ControlTotal';
import { Mark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { zh } from '../../words/zh';

function Verdict({ total }: { total: ControlTotal }) {
  if (total.file === null) return <Mark tone="off">{zh.exchange.totalAbsent}</Mark>;
  if (total.file === total.ours) return <Mark tone="done">{zh.exchange.totalSame}</Mark>;
  return <Mark tone="act">{zh.exchange.totalDiffers}</Mark>;
}

/** The file's own 合计 beside the sum of what was read. */
export function ControlTotals({ totals }: { totals: readonly ControlTotal[] }) {
  if (totals.length === 0) return null;
  return (
    <Panel title={zh.exchange.totals} flush testId="control-totals">
      <Sheet
        label={zh.exchange.totals}
        rows={totals}
        rowKey={(total) => total.name}
        columns={[
          { title: zh.exchange.totalName, cell: (total) => total.name },
          { title: zh.exchange.totalFile, cell: (total) => formatMoney(total.file), right: true },
          { title: zh.exchange.totalOurs, cell: (total) => formatMoney(total.ours), right: true },
          { title: '', cell: (total) => <Verdict total={total} />, nowrap: true },
        ]}
      />
    </Panel>
  );
}
