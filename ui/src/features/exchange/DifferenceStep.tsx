import { useMemo } from 'react';
import type { Difference } from '../../generated/Difference';
import type { RowAction } from '../../generated/RowAction';
import { Empty } from '../../kit/Empty';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { Mark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { fieldName } from '../../words/failure';
import { zh } from '../../words/zh';
import type { Wizard } from './wizard';

const words = zh.exchange;

const DIFFERENCES: GridColumn<Difference>[] = [
  { id: 'name', title: words.person, width: 90, frozen: true, text: (row) => row.name },
  { id: 'no', title: fieldName('employee_no'), width: 90, kind: 'id', text: (row) => row.employee_no },
  { id: 'field', title: words.fieldName, width: 110, text: (row) => fieldName(row.field) },
  { id: 'before', title: words.before, width: 170, text: (row) => formatMoney(row.before) },
  { id: 'after', title: words.after, width: 170, text: (row) => formatMoney(row.after) },
  {
    id: 'applied',
    title: '',
    width: 140,
    text: (row) => (row.applied ? words.diffApplied : words.diffShown),
    show: (row) =>
      row.applied ? <Mark tone="done">{words.diffApplied}</Mark> : <Mark tone="off">{words.diffShown}</Mark>,
  },
  { id: 'place', title: words.where, width: 190, text: (row) => words.place(row.sheet, row.row, null) },
];

const ACTIONS: GridColumn<RowAction>[] = [
  { id: 'name', title: words.person, width: 80, frozen: true, text: (row) => row.name ?? '' },
  { id: 'action', title: words.actionTitle, width: 90, text: (row) => words.actions[row.action] ?? row.action },
  { id: 'no', title: fieldName('employee_no'), width: 72, kind: 'id', text: (row) => row.employee_no ?? '' },
  { id: 'id', title: fieldName('id_number'), width: 156, kind: 'id', text: (row) => row.id_number ?? '' },
  { id: 'hire', title: fieldName('hire'), width: 94, kind: 'month', text: (row) => row.hire ?? '' },
  { id: 'leave', title: fieldName('leave'), width: 94, kind: 'month', text: (row) => row.leave ?? '' },
  { id: 'place', title: words.where, width: 126, text: (row) => words.place(row.sheet, row.row, null) },
  { id: 'notes', title: words.reason, width: 360, text: (row) => row.notes.map((note) => note.message).join('；') },
];

/** What will change, field by field and row by row, before anything is written. */
export function DifferenceStep({ wizard }: { wizard: Wizard }) {
  const report = wizard.preview;
  const actions = useMemo(() => report?.actions.filter((row) => row.action !== 'unchanged') ?? [], [report]);
  if (!report) return null;
  return (
    <div className="wizard-difference" data-testid="difference-step">
      {report.differences.length > 0 ? (
        <Panel title={words.diffTitle} fill flush>
          <Grid
            label={words.diffTitle}
            rows={report.differences}
            columns={DIFFERENCES}
            summary={words.dataRows(report.differences.length)}
          />
        </Panel>
      ) : null}
      <Panel title={words.actionTitle} fill flush>
        <Grid
          label={words.actionTitle}
          rows={actions}
          columns={ACTIONS}
          empty={<Empty title={words.diffNone} />}
          summary={words.dataRows(actions.length)}
        />
      </Panel>
    </div>
  );
}
