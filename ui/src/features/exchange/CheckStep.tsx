import { Button, Checkbox, Input } from 'antd';
import type { Dispatch } from 'react';
import { bridge } from '../../bridge';
import type { RejectedRow } from '../../generated/RejectedRow';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { ControlTotals } from './ControlTotals';
import { differingTotals, requestOf, type Wizard, type WizardAction } from './wizard';

function grouped(rows: readonly RejectedRow[]): [string, RejectedRow[]][] {
  const groups = new Map<string, RejectedRow[]>();
  for (const row of rows) groups.set(row.code, [...(groups.get(row.code) ?? []), row]);
  return [...groups];
}

/** Figures, rejected rows by reason, questions, weak matches and control totals. */
export function CheckStep({ wizard, dispatch }: { wizard: Wizard; dispatch: Dispatch<WizardAction> }) {
  const report = wizard.preview;
  const mark = useAct(bridge.exchangeMark, {
    readOnly: true,
    done: (told) =>
      told === null ? null : told.file ? zh.exchange.marked(told.rows, told.file) : zh.exchange.markedNone,
  });
  if (!report) return null;
  const figures = [
    [zh.exchange.read, report.rows, 'off'],
    [zh.exchange.good, report.accepted, 'done'],
    [zh.exchange.same, report.unchanged, 'off'],
    [zh.exchange.askCount, report.questions.length, 'soon'],
    [zh.exchange.bad, report.rejected.length, 'act'],
  ] as const;
  return (
    <div className="stack" data-testid="check-step">
      <div className="figures">
        {figures.map(([name, value, tone]) => (
          <div key={name} className={`figure-box ${value > 0 ? `is-${tone}` : ''}`}>
            <strong>{value}</strong>
            <span>{name}</span>
          </div>
        ))}
      </div>
      <ControlTotals totals={report.control_totals} />
      {differingTotals(report).length > 0 ? (
        <div className="row">
          <Checkbox
            checked={wizard.totalsConfirmed}
            onChange={(event) => dispatch({ type: 'totalsConfirmed', on: event.target.checked })}
            data-testid="totals-confirm"
          >
            {zh.exchange.totalConfirm}
          </Checkbox>
          <Input
            className="grow"
            disabled={!wizard.totalsConfirmed}
            aria-label={zh.exchange.totalReason}
            placeholder={zh.exchange.totalReason}
            value={wizard.totalsReason}
            maxLength={200}
            onChange={(event) => dispatch({ type: 'totalsReason', reason: event.target.value })}
            data-testid="totals-reason"
          />
        </div>
      ) : null}
      {report.rejected.length > 0 ? (
        <Panel title={zh.exchange.rejected} flush>
          {grouped(report.rejected).map(([code, rows]) => (
            <details key={code} className="fold" open={rows.length <= 8}>
              <summary>
                <Mark tone="act">{rows[0]?.message}</Mark>
                <span className="soft">{zh.exchange.rejectedGroup(rows.length)}</span>
              </summary>
              <Sheet
                label={zh.exchange.rejected}
                rows={rows}
                rowKey={(row, index) => `${row.sheet}.${row.row}.${index}`}
                columns={[
                  {
                    title: zh.exchange.where,
                    cell: (row) => zh.exchange.place(row.sheet, row.row, row.column),
                    nowrap: true,
                  },
                  { title: zh.exchange.value, cell: (row) => row.value_masked ?? '', nowrap: true },
                  { title: zh.exchange.reason, cell: (row) => row.message },
                ]}
              />
            </details>
          ))}
          <div className="panel-body row">
            <Checkbox
              checked={wizard.goodRowsOnly}
              onChange={(event) => dispatch({ type: 'goodRowsOnly', on: event.target.checked })}
              data-testid="good-rows-only"
            >
              {wizard.goodRowsOnly ? zh.exchange.goodOnly : zh.exchange.goodOnlyOff}
            </Checkbox>
            <div className="spring" />
            <Button
              title={zh.exchange.markText}
              loading={mark.isPending}
              onClick={() => mark.mutate(requestOf(wizard, true))}
              data-testid="mark-export"
            >
              {zh.exchange.markDo}
            </Button>
          </div>
        </Panel>
      ) : (
        <div className="note is-done">{zh.exchange.rejectedNone}</div>
      )}
      {report.questions.length > 0 ? (
        <Panel title={zh.exchange.questions} extra={<span className="soft">{zh.exchange.questionsLater}</span>} flush>
          <Sheet
            label={zh.exchange.questions}
            rows={report.questions}
            rowKey={(row, index) => `${row.sheet}.${row.row}.${row.code}.${index}`}
            columns={[
              { title: zh.exchange.where, cell: (row) => zh.exchange.place(row.sheet, row.row, null), nowrap: true },
              { title: zh.exchange.reason, cell: (row) => row.message },
            ]}
          />
        </Panel>
      ) : null}
      {report.matches_to_confirm.length > 0 ? (
        <Panel title={zh.exchange.matches} flush>
          <Sheet
            label={zh.exchange.matches}
            rows={report.matches_to_confirm}
            rowKey={(row) => `${row.sheet}.${row.row}`}
            columns={[
              { title: zh.exchange.where, cell: (row) => zh.exchange.place(row.sheet, row.row, null), nowrap: true },
              { title: zh.exchange.person, cell: (row) => `${row.name} ${zh.exchange.matchTo(row.employee_no)}` },
              { title: zh.exchange.reason, cell: (row) => row.reason },
            ]}
          />
        </Panel>
      ) : null}
    </div>
  );
}
