import { Button } from 'antd';
import { useEffect } from 'react';
import { bridge } from '../../bridge';
import type { Inspection } from '../../generated/Inspection';
import { SpreadsheetIcon } from '../../kit/icons';
import { Panel } from '../../kit/Page';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { BatchList } from './BatchList';
import { PasteBox } from './PasteBox';

/** Step 1: the file. */
export function PickFile({ onInspected }: { onInspected: (inspection: Inspection) => void }) {
  const batches = useRead(['batches'], bridge.exchangeBatches);
  const pick = useAct(() => bridge.exchangePick(), {
    readOnly: true,
    after: (inspection) => inspection && onInspected(inspection),
  });
  useEffect(() => bridge.onFileDropped(onInspected), [onInspected]);
  return (
    <div className="stack is-fill">
      <section className="panel pick-file">
        <SpreadsheetIcon />
        <div className="grow">
          <p>{zh.exchange.pickText}</p>
          <p className="soft">{zh.exchange.pickNote}</p>
        </div>
        <Button
          type="primary"
          size="large"
          loading={pick.isPending}
          onClick={() => pick.mutate(undefined)}
          data-testid="exchange-pick"
        >
          {zh.exchange.pick}
        </Button>
      </section>
      <PasteBox onInspected={onInspected} />
      {batches.data && batches.data.length > 0 ? (
        <Panel title={zh.exchange.batches} fill flush>
          <BatchList />
        </Panel>
      ) : null}
    </div>
  );
}
