import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { NewNotice } from '../../generated/NewNotice';
import type { NoticeOfArrears } from '../../generated/NoticeOfArrears';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { RecordDialog } from '../../kit/RecordDialog';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { RecordedNote } from '../journal/UndoNote';
import { LawLink } from '../law/LawLink';

const words = zh.arrears.notice;

function Left({ notice }: { notice: NoticeOfArrears }) {
  if (notice.settled_on) return <Mark tone="done">{words.settled(notice.settled_on)}</Mark>;
  return <Mark tone={notice.days_left <= 7 ? 'act' : 'soon'}>{words.left(notice.days_left)}</Mark>;
}

/** 限期缴纳通知: number, term and what not meeting it exposes the unit to. */
export function NoticesTab() {
  const { today } = useSession();
  const [adding, setAdding] = useState(false);
  const [settling, setSettling] = useState<NoticeOfArrears | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const read = useRead(['arrears', today], () => bridge.arrearsList(today));
  const units = useRead(['units'], bridge.unitList).data ?? [];
  const after = (action: number) => {
    setDone(action);
    setAdding(false);
    setSettling(null);
  };
  const add = useAct(bridge.arrearsNoticeAdd, { inline: true, after });
  const settle = useAct(bridge.arrearsNoticeSettle, { inline: true, after });
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const { notices, laws } = read.data;
  return (
    <div className="stack">
      <div className="toolbar">
        <div className="spring" />
        <May use="arrears_notice_add">
          <Button type="primary" onClick={() => setAdding(true)} data-testid="notice-add">
            {words.add}
          </Button>
        </May>
      </div>
      <RecordedNote action={done} onGone={() => setDone(null)} />
      <Panel title={words.title} extra={laws[0] ? <LawLink id={laws[0].id}>{laws[0].title}</LawLink> : null} flush>
        {notices.length === 0 ? (
          <Empty title={words.none}>{words.noneText}</Empty>
        ) : (
          <Sheet
            label={words.title}
            testId="notices"
            rows={notices}
            rowKey={(notice) => String(notice.id)}
            columns={[
              { title: words.number, cell: (notice) => notice.number },
              { title: zh.arrears.unit, cell: (notice) => notice.unit },
              { title: words.agency, cell: (notice) => notice.agency ?? '' },
              { title: words.receivedOn, nowrap: true, cell: (notice) => notice.received_on },
              { title: words.dueOn, nowrap: true, cell: (notice) => notice.due_on },
              { title: words.amount, right: true, nowrap: true, cell: (notice) => formatMoney(notice.amount) },
              {
                title: words.exposure,
                cell: (notice) => words.exposureText(formatMoney(notice.fine_from), formatMoney(notice.fine_to)),
              },
              { title: zh.remittance.stateHead, nowrap: true, cell: (notice) => <Left notice={notice} /> },
              {
                title: '',
                right: true,
                cell: (notice) =>
                  notice.settled_on ? null : (
                    <May use="arrears_notice_settle">
                      <Button
                        size="small"
                        onClick={() => setSettling(notice)}
                        data-testid={`notice-settle-${notice.id}`}
                      >
                        {words.settle}
                      </Button>
                    </May>
                  ),
              },
            ]}
          />
        )}
      </Panel>
      {adding ? (
        <RecordDialog<NewNotice>
          title={words.add}
          fields={[
            {
              name: 'unit',
              label: zh.arrears.unit,
              kind: 'choice',
              options: units.map((unit) => ({ value: unit.name, label: unit.name })),
            },
            { name: 'number', label: words.number, kind: 'text' },
            { name: 'agency', label: words.agency, kind: 'text', optional: true },
            { name: 'amount', label: words.amount, kind: 'money' },
            { name: 'received_on', label: words.receivedOn, kind: 'day' },
            { name: 'due_on', label: words.dueOn, kind: 'day' },
            { name: 'note', label: words.note, kind: 'text', optional: true, wide: true },
          ]}
          start={{ unit: units[0]?.name, received_on: today }}
          busy={add.isPending}
          failure={add.error}
          onSubmit={(fields) => add.mutate({ ...fields, agency: fields.agency || null, note: fields.note || null })}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {settling ? (
        <RecordDialog<{ on: string }>
          title={words.settle}
          about={settling.number}
          fields={[{ name: 'on', label: words.settledOn, kind: 'day' }]}
          start={{ on: today }}
          busy={settle.isPending}
          failure={settle.error}
          onSubmit={({ on }) => settle.mutate({ id: settling.id, on })}
          onClose={() => setSettling(null)}
        />
      ) : null}
    </div>
  );
}
