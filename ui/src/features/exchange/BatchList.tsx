import { App, Button } from 'antd';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { Sheet } from '../../kit/Sheet';
import { shortTime } from '../../kit/time';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { kindName } from './names';
import { OriginalButton } from './OriginalButton';

/** What was taken in, newest first; a whole batch can be taken back. */
export function BatchList() {
  const { modal } = App.useApp();
  const batches = useRead(['batches'], bridge.exchangeBatches);
  const undo = useAct((batch: number) => bridge.exchangeUndo(batch), { done: () => zh.exchange.undone });
  if (batches.isPending) return <Loading />;
  if (batches.isError) return <FailureNote failure={batches.error} />;
  if (batches.data.length === 0) return <Empty title={zh.exchange.batchesNone} />;
  return (
    <div className="panel sheet-scroll">
      <Sheet
        label={zh.exchange.batches}
        testId="batches"
        rows={batches.data}
        rowKey={(batch) => String(batch.id)}
        columns={[
          { title: zh.exchange.batchFile, cell: (batch) => batch.file },
          { title: zh.exchange.batchTime, cell: (batch) => shortTime(batch.time), nowrap: true },
          { title: zh.exchange.batchKind, cell: (batch) => kindName(batch.kind), nowrap: true },
          { title: zh.exchange.batchAccepted, cell: (batch) => zh.common.rows(batch.accepted), right: true },
          { title: zh.exchange.batchRejected, cell: (batch) => zh.common.rows(batch.rejected), right: true },
          {
            title: '',
            right: true,
            cell: (batch) => (
              <May use="exchange_original">
                <OriginalButton batch={batch.id} />
              </May>
            ),
          },
          {
            title: '',
            right: true,
            cell: (batch) =>
              batch.undone ? (
                <Mark tone="off">{zh.exchange.batchUndone}</Mark>
              ) : (
                <May use="exchange_undo">
                  <Button
                    size="small"
                    data-testid={`batch-undo-${batch.id}`}
                    onClick={() =>
                      modal.confirm({
                        title: zh.exchange.undoAsk(batch.file),
                        content: zh.exchange.undoText,
                        okText: zh.exchange.undo,
                        onOk: () => undo.mutate(batch.id),
                      })
                    }
                  >
                    {zh.exchange.batchUndo}
                  </Button>
                </May>
              ),
          },
        ]}
      />
    </div>
  );
}
