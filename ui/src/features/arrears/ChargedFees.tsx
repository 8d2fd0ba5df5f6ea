import type { ChargedLateFee } from '../../generated/ChargedLateFee';
import { Mark } from '../../kit/Mark';
import { formatMoney, sumShown } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.arrears;

/** 名册所列滞纳金: what the agencies' lists charged; always the employer's. Nothing while there is none. */
export function ChargedFees({ fees }: { fees: readonly ChargedLateFee[] }) {
  if (fees.length === 0) return null;
  return (
    <Panel
      title={words.charged}
      extra={<Mark tone="own">{words.chargedSum(formatMoney(sumShown(fees.map((fee) => fee.late_fee))))}</Mark>}
      flush
      testId="charged-fees"
    >
      <Sheet
        label={words.charged}
        rows={fees}
        rowKey={(fee) => `${fee.unit}|${fee.booked}|${fee.insurance}|${fee.document}`}
        columns={[
          { title: words.unit, cell: (fee) => fee.unit },
          { title: words.booked, nowrap: true, cell: (fee) => fee.booked },
          { title: words.insurance, nowrap: true, cell: (fee) => insuranceName(fee.insurance) },
          { title: words.lateFee, right: true, nowrap: true, cell: (fee) => formatMoney(fee.late_fee) },
          { title: words.basis, cell: (fee) => <span className="soft">{fee.document}</span> },
        ]}
      />
    </Panel>
  );
}
