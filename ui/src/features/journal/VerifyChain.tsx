import { Button, Input } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import { Mark } from '../../kit/Mark';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.journal;

/** 核验: walks the whole chain, against the heads in the backups and one that was printed on a paper. */
export function VerifyChain() {
  const [head, setHead] = useState('');
  const verify = useAct(() => bridge.journalVerify(head.trim() ? [head] : []), { readOnly: true });
  const proof = verify.data;
  return (
    <>
      {proof?.ok ? <Mark tone="done">{words.verified(proof.rows, proof.anchors)}</Mark> : null}
      {proof && !proof.ok ? <Mark tone="act">{words.broken(proof.findings[0]?.message ?? '')}</Mark> : null}
      <Input
        size="small"
        className="figure w-220"
        value={head}
        onChange={(event) => setHead(event.target.value)}
        placeholder={words.headHint}
        aria-label={words.headHint}
        data-testid="journal-head"
      />
      <Button
        size="small"
        loading={verify.isPending}
        onClick={() => verify.mutate(undefined)}
        data-testid="journal-verify"
      >
        {words.verify}
      </Button>
    </>
  );
}
