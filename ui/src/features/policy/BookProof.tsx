import { Button } from 'antd';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { PolicyValue } from '../../generated/PolicyValue';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { StampTable } from './StampTable';

const words = zh.policy;

/** What the bureau rows that this book took in prove of a rate or a rounding, and putting the stamp on. */
export function BookProof({ value }: { value: PolicyValue }) {
  const { region, insurance } = value;
  const stamp = useAct(() => bridge.policyStamp({ region, insurance }), {
    inline: true,
    done: (proof) => words.stamped(proof.values.length),
  });
  if (value.part !== 'rates' && value.part !== 'rounding') return null;
  return (
    <section className="stack" data-testid="book-proof">
      <h3>{words.bookProof}</h3>
      {value.stamps.length > 0 ? (
        <StampTable stamps={value.stamps} />
      ) : (
        <div className="row">
          <May use="policy_stamp">
            <Button
              size="small"
              loading={stamp.isPending}
              onClick={() => stamp.mutate(undefined)}
              data-testid="stamp-value"
            >
              {words.stamp}
            </Button>
          </May>
          {stamp.data ? <span className="soft">{words.stampNone}</span> : null}
        </div>
      )}
      <FailureNote failure={stamp.error} />
    </section>
  );
}
