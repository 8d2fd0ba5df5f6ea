import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { chineseMonth } from '../../kit/month';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.month;

/** 重新打开: only with a reason; what was sealed is reversed and kept. */
export function ReopenMonth({ month, onClose }: { month: string; onClose: () => void }) {
  const { book } = useSession();
  const [reason, setReason] = useState('');
  const reopen = useAct(() => bridge.monthReopen({ month, reason }), {
    inline: true,
    done: (opened) => words.reopened(chineseMonth(month), opened.lines),
    after: onClose,
  });
  return (
    <Modal
      open
      width={520}
      title={words.reopenTitle(chineseMonth(month))}
      okText={words.reopen}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', 'data-testid': 'reopen-submit' }}
      confirmLoading={reopen.isPending}
      onCancel={onClose}
      onOk={() => reopen.mutate(undefined)}
    >
      <div className="stack">
        <p className="soft figure">{zh.enrollment.inCompany(book.company, book.credit_code)}</p>
        <ul className="consequences">
          {words.reopenConsequences.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <span className="stack">
          {words.reason}
          <Input.TextArea
            aria-label={words.reason}
            rows={2}
            value={reason}
            placeholder={words.reasonHint}
            onChange={(event) => setReason(event.target.value)}
            data-testid="reopen-reason"
          />
        </span>
        <FailureNote failure={reopen.error} />
      </div>
    </Modal>
  );
}
