import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { Command } from '../../bridge/rights';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { RecordedNote } from '../journal/UndoNote';
import { GroupTable } from './GroupTable';
import { RecordRemittance, type RemittanceRecord } from './RecordRemittance';
import { PaidMark } from './state';
import { TermCalendar } from './TermCalendar';

const words = zh.remittance;
const RECORDS: readonly [RemittanceRecord, string, Command][] = [
  ['day', words.addDay, 'payment_day_add'],
  ['published', words.addPublished, 'published_day_add'],
  ['payment', words.addPayment, 'payment_record'],
];

/** 缴费: the dues of the month per unit and insurance, their dates and what paid them. */
export function DuesTab() {
  const { month } = useSession();
  const [record, setRecord] = useState<RemittanceRecord | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const read = useRead(['remittance', month], () => bridge.remittanceList(month));
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const { groups, lines, computed } = read.data;
  return (
    <div className="stack">
      <div className="toolbar">
        <span className="soft">{words.lateFeeNote}</span>
        <div className="spring" />
        {RECORDS.map(([kind, label, use]) => (
          <May key={kind} use={use}>
            <Button onClick={() => setRecord(kind)} data-testid={`remittance-${kind}`}>
              {label}
            </Button>
          </May>
        ))}
      </div>
      <RecordedNote action={done} onGone={() => setDone(null)} />
      {computed || lines.length === 0 ? null : <div className="note">{words.notComputed}</div>}
      <Panel title={words.calendar}>
        <TermCalendar groups={groups} />
      </Panel>
      <Panel title={words.units} flush>
        {groups.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : <GroupTable groups={groups} />}
      </Panel>
      <Panel title={words.lines} flush>
        <Sheet
          label={words.lines}
          testId="remittance-lines"
          rows={lines}
          rowKey={(line) => `${line.unit}|${line.insurance}`}
          columns={[
            { title: words.unit, cell: (line) => line.unit },
            { title: words.insurance, nowrap: true, cell: (line) => insuranceName(line.insurance) },
            { title: words.heads, right: true, cell: (line) => line.heads },
            { title: words.employer, right: true, nowrap: true, cell: (line) => formatMoney(line.employer) },
            { title: words.employee, right: true, nowrap: true, cell: (line) => formatMoney(line.employee) },
            {
              title: words.due,
              right: true,
              nowrap: true,
              cell: (line) => (
                <>
                  {formatMoney(line.due)}
                  {line.open > 0 ? <div className="soft">{words.open(line.open)}</div> : null}
                </>
              ),
            },
            {
              title: words.listed,
              right: true,
              nowrap: true,
              cell: (line) =>
                line.listed === null ? <span className="soft">{words.noList}</span> : formatMoney(line.listed),
            },
            { title: words.paid, right: true, nowrap: true, cell: (line) => formatMoney(line.paid) },
            { title: words.paidOn, nowrap: true, cell: (line) => line.paid_on ?? '' },
            { title: words.short, right: true, nowrap: true, cell: (line) => formatMoney(line.short) },
            { title: words.stateHead, nowrap: true, cell: (line) => <PaidMark state={line.state} /> },
          ]}
        />
      </Panel>
      {record ? <RecordRemittance kind={record} onClose={() => setRecord(null)} onDone={setDone} /> : null}
    </div>
  );
}
