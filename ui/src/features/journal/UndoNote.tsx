import { Button } from 'antd';
import type { ReactNode } from 'react';
import { bridge } from '../../bridge';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

interface Props {
  /** The journal's number of what was done. */
  action: number;
  children: ReactNode;
  onGone: () => void;
}

/** What was just done, with the way back. */
export function UndoNote({ action, children, onGone }: Props) {
  const undo = useAct(() => bridge.journalUndo(action), {
    done: (undone) => zh.frame.undone(undone.action, undone.changes),
    after: onGone,
  });
  return (
    <div className="note is-done row" role="status" data-testid="undo-note">
      <span className="grow">✓ {children}</span>
      <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(undefined)} data-testid="undo-it">
        {zh.journal.undo}
      </Button>
      <Button size="small" type="text" onClick={onGone}>
        {zh.common.understood}
      </Button>
    </div>
  );
}

/** 已登记: the same for a record, once there is one. */
export function RecordedNote({ action, onGone }: { action: number | null; onGone: () => void }) {
  if (action === null) return null;
  return (
    <UndoNote action={action} onGone={onGone}>
      {zh.remittance.recorded}
    </UndoNote>
  );
}
