import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { Ledger } from '../../generated/Ledger';
import type { MonthSeal } from '../../generated/MonthSeal';
import { Facts } from '../../kit/Facts';
import { FailureNote } from '../../kit/FailureNote';
import { formatMoney, sumShown } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { Checklist, useChecklist } from './Checklist';
import './month.css';

const words = zh.month;

/** What is sealed, and what speaks against sealing it now. */
function Effect({ ledger }: { ledger: Ledger }) {
  const [employer, employee] = [ledger.totals.map((t) => t.employer), ledger.totals.map((t) => t.employee)];
  const lines = ledger.totals.reduce((sum, total) => sum + total.heads, 0);
  const unconfirmed = ledger.totals.reduce((sum, total) => sum + total.unconfirmed, 0);
  const booked = ledger.true_ups.filter((line) => line.booked === ledger.month);
  const difference = sumShown(booked.flatMap((line) => [line.employer, line.employee]));
  return (
    <section className="stack" data-testid="close-effect">
      <h3>{words.effect}</h3>
      <Facts
        single
        items={[
          [words.lines, words.linesText(ledger.rows.length, lines)],
          [words.employer, formatMoney(sumShown(employer))],
          [words.employee, formatMoney(sumShown(employee))],
          [words.total, <strong key="total">{formatMoney(sumShown([...employer, ...employee]))}</strong>],
          ...(booked.length > 0
            ? ([[words.booked, words.bookedText(booked.length, formatMoney(difference))]] as const)
            : []),
        ]}
      />
      {ledger.stale ? <p className="note is-act">{words.stale}</p> : null}
      {unconfirmed > 0 ? <p className="note is-soon">{words.unconfirmed(unconfirmed)}</p> : null}
      <h3>{words.after}</h3>
      <ul className="consequences">
        {words.consequences.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** 封账码, to be written down. */
function Sealed({ seal }: { seal: MonthSeal }) {
  return (
    <section className="stack">
      <div className="seal-code">
        <span className="soft">{words.seal}</span>
        <strong className="figure" data-testid="close-seal">
          {seal.seal}
        </strong>
      </div>
      <p>{words.sealText}</p>
      <Facts
        single
        items={[
          [words.closedBy, seal.user],
          [words.closedAt, seal.closed_at],
        ]}
      />
    </section>
  );
}

/** Why it is sealed although something is open: without it what is warned of is not sealed. */
function Reason({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  return (
    <div className="stack close-reason">
      <h3 id="close-reason">{words.closeReason}</h3>
      <Input.TextArea
        aria-labelledby="close-reason"
        rows={2}
        maxLength={200}
        value={value}
        placeholder={words.closeReasonHint}
        onChange={(event) => onChange(event.target.value)}
        data-testid="close-reason"
      />
    </div>
  );
}

/** 封账 — what it seals before the click, the seal's code after it. */
export function CloseMonth({ ledger, onClose }: { ledger: Ledger; onClose: () => void }) {
  const { book } = useSession();
  const [reason, setReason] = useState('');
  const checklist = useChecklist(ledger.month).data;
  const close = useAct(() => bridge.monthClose(ledger.month, reason.trim() || null), { inline: true });
  const name = chineseMonth(ledger.month);
  const sealed = close.data;
  const warned = checklist?.items.some((item) => item.state === 'warn') ?? false;
  const ready = sealed !== undefined || (checklist?.may_close === true && (!warned || reason.trim() !== ''));
  return (
    <Modal
      open
      width={sealed ? 520 : 900}
      style={{ top: 40 }}
      title={sealed ? words.closed(name) : words.closeTitle(name)}
      okText={sealed ? zh.common.understood : words.close}
      cancelButtonProps={sealed ? { style: { display: 'none' } } : {}}
      okButtonProps={{ disabled: !ready, 'data-testid': 'close-submit' }}
      confirmLoading={close.isPending}
      onCancel={onClose}
      onOk={() => (sealed ? onClose() : close.mutate(undefined))}
    >
      <div className="stack">
        <p className="soft figure">{zh.enrollment.inCompany(book.company, book.credit_code)}</p>
        {sealed ? (
          <Sealed seal={sealed} />
        ) : (
          <div className="closing">
            <div>
              <Checklist month={ledger.month} onLeave={onClose} />
              {warned ? <Reason value={reason} onChange={setReason} /> : null}
            </div>
            <Effect ledger={ledger} />
          </div>
        )}
        <FailureNote failure={close.error} />
      </div>
    </Modal>
  );
}
