import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.policyChange;

/** A pack of a key that nobody trusts yet: its fingerprint, to be compared by another way before it counts. */
export function UnknownKey({ fingerprint, onTrusted }: { fingerprint: string; onTrusted: () => void }) {
  const [checked, setChecked] = useState(false);
  const trust = useAct(() => bridge.policyTrust(fingerprint), {
    inline: true,
    done: () => words.trusted,
    after: onTrusted,
  });
  return (
    <section className="panel" data-testid="unknown-key">
      <div className="panel-body stack">
        <h2>{words.unknownKey}</h2>
        <p>{words.unknownKeyText}</p>
        <div className="fingerprint">
          <span className="soft">{words.fingerprint}</span>
          <strong className="figure" data-testid="fingerprint">
            {fingerprint}
          </strong>
        </div>
        <Checkbox checked={checked} onChange={(event) => setChecked(event.target.checked)} data-testid="key-checked">
          {words.checkedKey}
        </Checkbox>
        <div className="row">
          <May use="policy_trust">
            <Button
              type="primary"
              disabled={!checked}
              loading={trust.isPending}
              onClick={() => trust.mutate(undefined)}
              data-testid="key-trust"
            >
              {words.trust}
            </Button>
          </May>
        </div>
        <FailureNote failure={trust.error} />
      </div>
    </section>
  );
}
