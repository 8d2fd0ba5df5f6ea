import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import type { BackPaymentView } from '../../generated/BackPaymentView';
import type { Failure } from '../../generated/Failure';
import { CountInput } from '../../kit/CountInput';
import { Empty } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { MoneyInput } from '../../kit/inputs';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.arrears.backPayment;

interface Props {
  view: BackPaymentView;
  busy: boolean;
  failure: Failure | null;
  onBook: (amount: string, heads: number) => void;
}

/** Every line that would be booked, and the two figures that are typed before it is. */
export function BackPaymentPreview({ view, busy, failure, onBook }: Props) {
  const [amount, setAmount] = useState('');
  const [heads, setHeads] = useState<number | null>(null);
  if (view.lines.length === 0) {
    return (
      <Panel title={words.preview}>
        <Empty title={words.nothing}>
          {view.notes.map((note) => (
            <div key={note}>{note}</div>
          ))}
        </Empty>
      </Panel>
    );
  }
  return (
    <Panel title={words.sum(view.heads, view.lines.length, formatMoney(view.amount))} testId="back-pay-lines">
      <div className="stack">
        <Sheet
          label={words.preview}
          rows={view.lines}
          rowKey={(line) => `${line.employee_no}|${line.period}|${line.insurance}`}
          columns={[
            { title: words.people, nowrap: true, cell: (line) => `${line.name}（${line.employee_no}）` },
            { title: zh.arrears.period, nowrap: true, cell: (line) => line.period },
            { title: zh.arrears.insurance, nowrap: true, cell: (line) => insuranceName(line.insurance) },
            { title: words.base, right: true, nowrap: true, cell: (line) => formatMoney(line.base) },
            { title: words.employer, right: true, nowrap: true, cell: (line) => formatMoney(line.employer) },
            { title: words.employee, right: true, nowrap: true, cell: (line) => formatMoney(line.employee) },
          ]}
        />
        {view.notes.length > 0 ? (
          <div className="note">
            <strong>{words.notes}</strong>
            {view.notes.map((note) => (
              <div key={note}>{note}</div>
            ))}
          </div>
        ) : null}
        <p className="soft">{words.lateFee}</p>
        <strong>{words.confirm}</strong>
        <div className="row">
          <span className="row">
            {words.confirmAmount}
            <MoneyInput
              className="short-field"
              aria-label={words.confirmAmount}
              value={amount}
              onChange={setAmount}
              data-testid="back-pay-amount"
            />
          </span>
          <span className="row">
            {words.confirmHeads}
            <CountInput
              className="short-field"
              aria-label={words.confirmHeads}
              value={heads}
              onChange={setHeads}
              data-testid="back-pay-heads"
            />
          </span>
          <May use="back_payment_book">
            <Button
              type="primary"
              disabled={amount !== view.amount || heads !== view.heads}
              loading={busy}
              onClick={() => onBook(amount, heads ?? 0)}
              data-testid="back-pay-book"
            >
              {words.book}
            </Button>
          </May>
        </div>
        <FailureNote failure={failure} />
      </div>
    </Panel>
  );
}
