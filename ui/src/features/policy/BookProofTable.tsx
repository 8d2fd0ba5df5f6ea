import { useNavigate } from 'react-router';
import type { BookProof } from '../../generated/BookProof';
import type { PolicyValue } from '../../generated/PolicyValue';
import type { RegionView } from '../../generated/RegionView';
import type { ValueStamp } from '../../generated/ValueStamp';
import { Sheet } from '../../kit/Sheet';
import { insuranceName, POLICY_PART, SIDE, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { valueText } from './columns';
import { Agreement, Verdict } from './Verdict';

const words = zh.policy.proving;

interface Row {
  value: PolicyValue;
  stamp: ValueStamp;
}

/** What the lists of the book prove: region, insurance, value and side; a value opens in the browser. */
export function BookProofTable({ proof, regions }: { proof: BookProof; regions: readonly RegionView[] }) {
  const go = useNavigate();
  const rows: Row[] = proof.values.flatMap((value) => value.stamps.map((stamp) => ({ value, stamp })));
  const nameOf = (code: string) => regions.find((region) => region.code === code)?.name ?? code;
  const open = ({ region, insurance }: PolicyValue) =>
    go(`/policy/values?region=${region}&insurance=${encodeURIComponent(insurance)}`);
  return (
    <Sheet
      label={zh.policy.tabs.proof}
      testId="book-proof-table"
      rows={rows}
      rowKey={({ value, stamp }) =>
        [value.region, value.insurance, value.part, value.option, value.from, stamp.side].join('|')
      }
      columns={[
        { title: zh.policy.region, cell: ({ value }) => nameOf(value.region), nowrap: true },
        { title: words.insurance, cell: ({ value }) => insuranceName(value.insurance), nowrap: true },
        { title: zh.policy.part, cell: ({ value }) => word(POLICY_PART, value.part), nowrap: true },
        {
          title: zh.policy.value,
          cell: ({ value }) => (
            <button type="button" className="link" onClick={() => open(value)}>
              {valueText(value) || zh.policy.unknownValue}
              <span className="soft figure"> {zh.common.span(value.from, value.followed ? value.to : null)}</span>
            </button>
          ),
        },
        { title: words.side, cell: ({ stamp }) => word(SIDE, stamp.side), nowrap: true },
        { title: words.finding, cell: ({ stamp }) => <Verdict finding={stamp.finding} stamp={stamp.stamp} /> },
        { title: words.against, cell: ({ stamp }) => <Agreement agrees={stamp.agrees} />, nowrap: true },
      ]}
    />
  );
}
