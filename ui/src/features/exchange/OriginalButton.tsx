import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { wordFailure } from '../../words/failure';
import { zh } from '../../words/zh';

/** 取回原件: at once, or with a reason where the file names people who are put away. */
export function OriginalButton({ batch }: { batch: number }) {
  const [reason, setReason] = useState('');
  const take = useAct((why: string | null) => bridge.exchangeOriginal({ batch, reason: why }), {
    inline: true,
    // The reason is a row of the journal.
    readOnly: reason === '',
    done: (kept) => (kept ? zh.exchange.originalSaved(kept.file) : null),
    after: () => setReason(''),
  });
  const asks = take.error?.code === 'reason_needed';
  const close = () => {
    take.reset();
    setReason('');
  };
  return (
    <>
      <Button
        size="small"
        type="text"
        loading={take.isPending}
        onClick={() => take.mutate(null)}
        data-testid={`batch-original-${batch}`}
      >
        {zh.exchange.original}
      </Button>
      <Modal
        open={take.error !== null && take.error.code !== 'cancelled'}
        width={480}
        title={zh.exchange.original}
        okText={asks ? zh.exchange.original : zh.common.understood}
        okButtonProps={{ disabled: asks && reason.trim() === '', 'data-testid': 'original-go' }}
        onOk={() => (asks ? take.mutate(reason.trim()) : close())}
        onCancel={close}
        destroyOnHidden
      >
        {asks && take.error ? (
          <div className="stack">
            <p data-testid="original-asks">{wordFailure(take.error)}</p>
            <Input
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              placeholder={zh.exchange.originalReason}
              aria-label={zh.exchange.originalReason}
              data-testid="original-reason"
            />
          </div>
        ) : (
          <FailureNote failure={take.error} />
        )}
      </Modal>
    </>
  );
}
