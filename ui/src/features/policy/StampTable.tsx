import type { ValueStamp } from '../../generated/ValueStamp';
import { Sheet } from '../../kit/Sheet';
import { SIDE, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { Agreement, Verdict } from './Verdict';

const words = zh.policy.proving;

/** 明细验证印记 of a value, side by side. */
export function StampTable({ stamps }: { stamps: readonly ValueStamp[] }) {
  return (
    <Sheet
      label={zh.policy.proofs}
      testId="stamp-table"
      rows={stamps}
      rowKey={(stamp) => stamp.side}
      columns={[
        { title: words.side, cell: (stamp) => word(SIDE, stamp.side), nowrap: true },
        { title: words.finding, cell: (stamp) => <Verdict finding={stamp.finding} stamp={stamp.stamp} /> },
        { title: words.against, cell: (stamp) => <Agreement agrees={stamp.agrees} />, nowrap: true },
      ]}
    />
  );
}
