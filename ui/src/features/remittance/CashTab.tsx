import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { CashView } from '../../generated/CashView';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { RecordDialog } from '../../kit/RecordDialog';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.remittance;
const cash = words.cash;

/** Whether the money will do, in one sentence. */
function Verdict({ view }: { view: CashView }) {
  if (view.balance === null) return <Mark tone="off">{cash.noBalance}</Mark>;
  if (view.short_on === null) return <Mark tone="done">{cash.enough}</Mark>;
  return (
    <div data-testid="cash-short">
      <Mark tone="act">{cash.short(view.short_on, formatMoney(view.short_by))}</Mark>
      <div>{cash.missing(formatMoney(view.missing))}</div>
    </div>
  );
}

/** 资金: what the next three months take, against the balance there is. */
export function CashTab() {
  const { today } = useSession();
  const [typing, setTyping] = useState(false);
  const read = useRead(['cash'], bridge.cashOutlook);
  const set = useAct(bridge.cashBalanceSet, { inline: true, after: () => setTyping(false) });
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const view = read.data;
  const source = view.balance_source === 'bank' ? cash.bank : cash.typed;
  return (
    <div className="stack">
      <div className="meter">
        <div>
          <span className="soft">{cash.balance}</span>
          <strong className="figure">{formatMoney(view.balance) || '—'}</strong>
          {view.balance_on ? (
            <span className="soft">
              {source} · {cash.balanceOf(view.balance_on, view.balance_age ?? 0)}
            </span>
          ) : null}
        </div>
        <div>
          <span className="soft">{cash.needed}</span>
          <strong className="figure">{formatMoney(view.needed)}</strong>
          {view.open > 0 ? <span className="soft">{cash.unconfirmed(view.open)}</span> : null}
        </div>
        <div>
          <Verdict view={view} />
          <May use="cash_balance_set">
            <Button size="small" onClick={() => setTyping(true)} data-testid="cash-set">
              {cash.set}
            </Button>
          </May>
        </div>
      </div>
      <Panel title={cash.needed} flush>
        {view.needs.length === 0 ? (
          <Empty title={cash.none} />
        ) : (
          <Sheet
            label={cash.needed}
            testId="cash-needs"
            rows={view.needs}
            rowKey={(need) => `${need.day}|${need.unit}|${need.group}|${need.month}`}
            columns={[
              {
                title: cash.by,
                nowrap: true,
                cell: (need) => (
                  <>
                    <span className="figure">{need.day}</span>
                    {need.day_unknown ? <div className="soft">{cash.unknownDay}</div> : null}
                  </>
                ),
              },
              { title: words.month, nowrap: true, cell: (need) => need.month },
              { title: words.unit, cell: (need) => need.unit },
              { title: words.kind, nowrap: true, cell: (need) => word(words.group, need.group) },
              { title: cash.amountOf, right: true, nowrap: true, cell: (need) => formatMoney(need.amount) },
              {
                title: cash.left,
                right: true,
                nowrap: true,
                cell: (need) =>
                  need.left?.startsWith('-') ? (
                    <Mark tone="act">{formatMoney(need.left)}</Mark>
                  ) : (
                    formatMoney(need.left)
                  ),
              },
            ]}
          />
        )}
      </Panel>
      {typing ? (
        <RecordDialog<{ amount: string; day: string; note: string }>
          title={cash.set}
          fields={[
            { name: 'amount', label: cash.amount, kind: 'money' },
            { name: 'day', label: cash.day, kind: 'day' },
            { name: 'note', label: cash.note, kind: 'text', optional: true, wide: true },
          ]}
          start={{ day: today }}
          busy={set.isPending}
          failure={set.error}
          onSubmit={(fields) => set.mutate({ ...fields, note: fields.note || null })}
          onClose={() => setTyping(false)}
        />
      ) : null}
    </div>
  );
}
