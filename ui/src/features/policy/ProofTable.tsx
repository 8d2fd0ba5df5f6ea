import type { ProofReport } from '../../generated/ProofReport';
import type { SideProofView } from '../../generated/SideProofView';
import { Mark, type Tone } from '../../kit/Mark';
import { Sheet } from '../../kit/Sheet';
import { insuranceName, SIDE, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.policy.proving;

const LOOK: Readonly<Record<string, readonly [tone: Tone, icon: string]>> = {
  proved: ['done', '✓'],
  ambiguous: ['soon', '◐'],
  contradicted: ['act', '!'],
};

/** The desk's own sentence, with icon and colour. */
function Verdict({ finding, stamp }: { finding: string; stamp: string }) {
  const [tone, icon] = LOOK[finding] ?? ['off', '○'];
  return (
    <p className={`mark is-${tone} notice-text`}>
      <span aria-hidden="true">{icon}</span> {stamp}
    </p>
  );
}

function Held({ side }: { side: SideProofView }) {
  if (side.held === null) return <span className="soft">—</span>;
  return (
    <>
      {side.held} <Mark tone={side.agrees ? 'done' : 'act'}>{side.agrees ? words.agrees : words.differs}</Mark>
    </>
  );
}

/** 明细验证 per insurance and side: proved, ambiguous or contradicted, with the rows that contradict. */
export function ProofTable({ report, brief = false }: { report: ProofReport; brief?: boolean }) {
  if (report.sides.length === 0) return <p className="soft">{words.none}</p>;
  return (
    <Sheet
      label={zh.policy.tabs.proof}
      testId="proof-table"
      rows={report.sides}
      rowKey={(side) => `${side.insurance}.${side.side}`}
      columns={[
        ...(brief
          ? []
          : [
              {
                title: words.insurance,
                cell: (side: SideProofView) => insuranceName(side.insurance),
                nowrap: true,
              },
            ]),
        { title: words.side, cell: (side) => word(SIDE, side.side), nowrap: true },
        {
          title: words.rounding,
          cell: (side) => <Verdict finding={side.finding} stamp={side.stamp} />,
        },
        ...(brief
          ? []
          : [
              {
                title: words.rate,
                cell: (side: SideProofView) => <Verdict finding={side.rate_finding} stamp={side.rate_stamp} />,
              },
            ]),
        { title: words.held, cell: (side) => <Held side={side} /> },
      ]}
    />
  );
}
