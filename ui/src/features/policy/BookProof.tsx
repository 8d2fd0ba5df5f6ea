import { Button } from 'antd';
import { bridge } from '../../bridge';
import type { PolicyValue } from '../../generated/PolicyValue';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { ProofTable } from './ProofTable';

const words = zh.policy;

/** What the bureau rows that this book took in prove of a rounding. */
export function BookProof({ value }: { value: PolicyValue }) {
  const { region, insurance } = value;
  const prove = useAct(() => bridge.policyProveBook({ region, insurance }), { inline: true, readOnly: true });
  if (value.part !== 'rounding') return null;
  return (
    <section className="stack" data-testid="book-proof">
      <h3>{words.proofs}</h3>
      {prove.data ? (
        <>
          <p className="soft">{words.proving.used(prove.data.rows, prove.data.skipped)}</p>
          <ProofTable report={prove.data} brief />
        </>
      ) : (
        <div className="row">
          <Button
            size="small"
            loading={prove.isPending}
            onClick={() => prove.mutate(undefined)}
            data-testid="prove-book"
          >
            {words.proveBook}
          </Button>
        </div>
      )}
      <FailureNote failure={prove.error} />
    </section>
  );
}
