import type { ProofReport } from '../../generated/ProofReport';
import type { SideProofView } from '../../generated/SideProofView';
import { Sheet } from '../../kit/Sheet';
import { insuranceName, SIDE, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { Agreement, Verdict } from './Verdict';

const words = zh.policy.proving;

function Held({ side }: { side: SideProofView }) {
  return (
    <>
      {side.held} <Agreement agrees={side.agrees} />
    </>
  );
}

/** 明细验证 per insurance and side: proved, ambiguous or contradicted, with the rows that contradict. */
export function ProofTable({ report }: { report: ProofReport }) {
  if (report.sides.length === 0) return <p className="panel-body soft">{words.none}</p>;
  return (
    <Sheet
      label={zh.policy.tabs.proof}
      testId="proof-table"
      rows={report.sides}
      rowKey={(side) => `${side.insurance}.${side.side}`}
      columns={[
        { title: words.insurance, cell: (side) => insuranceName(side.insurance), nowrap: true },
        { title: words.side, cell: (side) => word(SIDE, side.side), nowrap: true },
        { title: words.rounding, cell: (side) => <Verdict finding={side.finding} stamp={side.stamp} /> },
        { title: words.rate, cell: (side) => <Verdict finding={side.rate_finding} stamp={side.rate_stamp} /> },
        { title: words.held, cell: (side) => <Held side={side} /> },
      ]}
    />
  );
}
