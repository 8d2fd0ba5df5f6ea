import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { NewAdvance } from '../../generated/NewAdvance';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { RecordDialog } from '../../kit/RecordDialog';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { options, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { RecordedNote } from '../journal/UndoNote';
import { usePeople } from './usePeople';

const words = zh.arrears.advance;

/** 垫付与扣回: what the company paid of an employee's own share, and what came back. */
export function AdvancesTab() {
  const { month, today } = useSession();
  const [adding, setAdding] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const people = usePeople(adding);
  const read = useRead(['advances'], bridge.advanceList);
  const add = useAct(bridge.advanceRecord, {
    inline: true,
    after: (action) => {
      setDone(action);
      setAdding(false);
    },
  });
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  return (
    <div className="stack">
      <div className="toolbar">
        <span className="soft">{words.about}</span>
        <div className="spring" />
        <May use="advance_record">
          <Button type="primary" onClick={() => setAdding(true)} data-testid="advance-add">
            {words.add}
          </Button>
        </May>
      </div>
      <RecordedNote action={done} onGone={() => setDone(null)} />
      <Panel title={words.title} flush>
        {read.data.length === 0 ? (
          <Empty title={words.none} />
        ) : (
          <Sheet
            label={words.title}
            testId="advances"
            rows={read.data}
            rowKey={(one) => one.employee_no}
            columns={[
              { title: words.employee, nowrap: true, cell: (one) => `${one.name}（${one.employee_no}）` },
              { title: words.advanced, right: true, nowrap: true, cell: (one) => formatMoney(one.advanced) },
              { title: words.recovered, right: true, nowrap: true, cell: (one) => formatMoney(one.recovered) },
              {
                title: words.balance,
                right: true,
                nowrap: true,
                cell: (one) => <strong>{formatMoney(one.balance)}</strong>,
              },
              {
                title: words.movements,
                cell: (one) =>
                  one.movements.map((move) => (
                    <div key={`${move.day}|${move.kind}|${move.amount}|${move.document}`}>
                      <span className="figure">
                        {move.day} {word(words.kinds, move.kind)} {formatMoney(move.amount)}
                      </span>{' '}
                      <span className="soft">
                        {move.month} · {move.document}
                      </span>
                    </div>
                  )),
              },
            ]}
          />
        )}
      </Panel>
      {adding ? (
        <RecordDialog<NewAdvance>
          title={words.add}
          about={words.about}
          fields={[
            { name: 'employee_no', label: words.employee, kind: 'choice', options: people },
            { name: 'kind', label: words.kind, kind: 'choice', options: options(words.kinds) },
            { name: 'month', label: words.month, kind: 'month' },
            { name: 'amount', label: words.amount, kind: 'money' },
            { name: 'day', label: words.day, kind: 'day' },
            { name: 'document', label: words.document, kind: 'text', hint: words.documentHint },
          ]}
          start={{ kind: 'advance', month, day: today }}
          busy={add.isPending}
          failure={add.error}
          onSubmit={(fields) => add.mutate(fields)}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </div>
  );
}
