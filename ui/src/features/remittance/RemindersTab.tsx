import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { ReminderLeads } from '../../generated/ReminderLeads';
import type { ReminderView } from '../../generated/ReminderView';
import { CountInput } from '../../kit/CountInput';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.remittance;
const reminders = words.reminders;
const LEADS = ['declare', 'pay', 'notice'] as const;

function ReminderTable({ label, rows, testId }: { label: string; rows: readonly ReminderView[]; testId: string }) {
  if (rows.length === 0) return <Empty title={reminders.none} />;
  return (
    <Sheet
      label={label}
      testId={testId}
      rows={rows}
      rowKey={(row, at) => `${row.on}|${row.unit}|${row.subject}|${row.kind}|${at}`}
      columns={[
        { title: reminders.on, nowrap: true, cell: (row) => <span className="figure">{row.on}</span> },
        { title: reminders.what, nowrap: true, cell: (row) => word(reminders.kinds, row.kind) },
        { title: words.unit, cell: (row) => row.unit },
        { title: words.kind, cell: (row) => word(words.group, row.subject) },
        { title: words.month, nowrap: true, cell: (row) => row.month ?? '' },
        { title: reminders.dueDay, nowrap: true, cell: (row) => <span className="figure">{row.due}</span> },
        { title: reminders.paidOn, nowrap: true, cell: (row) => row.paid_on ?? '' },
        {
          title: '',
          nowrap: true,
          cell: (row) => (row.kind === 'declare' || row.ahead === null ? '' : reminders.ahead(row.ahead)),
        },
      ]}
    />
  );
}

function Leads({ start }: { start: ReminderLeads }) {
  const [leads, setLeads] = useState(start);
  const save = useAct(bridge.reminderSet, { done: () => reminders.saved });
  return (
    <div className="row">
      {LEADS.map((kind) => (
        <span key={kind} className="row">
          {reminders[kind]}
          <CountInput
            className="short-field"
            aria-label={reminders[kind]}
            value={leads[kind]}
            onChange={(days) => setLeads({ ...leads, [kind]: days ?? 0 })}
            data-testid={`lead-${kind}`}
          />
          {reminders.days}
        </span>
      ))}
      <May use="reminder_set">
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate(leads)} data-testid="leads-save">
          {reminders.save}
        </Button>
      </May>
    </div>
  );
}

/** 提醒: lead times, what comes next, and what they would have done. */
export function RemindersTab() {
  const read = useRead(['reminders'], () => bridge.reminderPlan(12));
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const plan = read.data;
  return (
    <div className="stack">
      <Panel title={reminders.leads}>
        <Leads start={plan.leads} />
        <p className="soft">{reminders.about}</p>
      </Panel>
      <Panel title={reminders.coming} flush>
        <ReminderTable label={reminders.coming} rows={plan.coming} testId="reminders-coming" />
      </Panel>
      <Panel title={reminders.backTest} extra={<span>{reminders.result(plan.late, plan.warned)}</span>} flush>
        <ReminderTable label={reminders.backTest} rows={plan.back_test} testId="reminders-back-test" />
      </Panel>
    </div>
  );
}
