import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { May } from '../../app/rights';
import type { EnrollmentTask } from '../../generated/EnrollmentTask';
import { Mark, type Tone } from '../../kit/Mark';
import { scopeName, TASK_CHANGE, TASK_KIND, TASK_STATE, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';

const words = zh.enrollment;

const TONE: Readonly<Record<string, Tone>> = { open: 'act', entered: 'soon', closed: 'done' };

interface Props {
  tasks: readonly EnrollmentTask[];
  focus: string | null;
  onEntry: (task: EnrollmentTask) => void;
  onReceipt: (task: EnrollmentTask) => void;
}

function Due({ task }: { task: EnrollmentTask }) {
  if (task.due === null) return <span className="soft">{words.noDue}</span>;
  const late = task.state !== 'closed' && (task.days_left ?? 0) < 0;
  return (
    <span className={late ? 'mark is-act' : ''}>
      {task.due}
      {task.state === 'closed' || task.days_left === null
        ? null
        : ` · ${late ? zh.alert.overdue(-task.days_left) : zh.alert.left(task.days_left)}`}
      {task.cutoff ? <div className="soft">{words.cutoffOn(task.cutoff)}</div> : null}
    </span>
  );
}

function Row({
  task,
  focused,
  onEntry,
  onReceipt,
}: Omit<Props, 'tasks' | 'focus'> & { task: EnrollmentTask; focused: boolean }) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (!focused) return;
    row.current?.scrollIntoView?.({ block: 'center' });
    row.current?.querySelector<HTMLElement>('td:last-child button')?.focus({ preventScroll: true });
  }, [focused]);
  const byEntry = task.state === 'open' && (task.kind === 'enroll' || task.kind === 'withdraw');
  return (
    <tr ref={row} className={focused ? 'is-focused' : ''} data-testid={`task-${task.kind}-${task.employee_no}`}>
      <td className="nowrap">
        <strong>{task.name}</strong> <span className="soft figure">{task.employee_no}</span>
        <div className="soft">{task.unit ?? ''}</div>
      </td>
      <td className="nowrap">
        {word(TASK_KIND, task.kind)} {task.scope ? scopeName(task.scope) : ''}
      </td>
      <td>
        <span className="nowrap">
          <span className="figure">{task.event}</span> {word(TASK_CHANGE, task.change)}
        </span>
        {task.from_unit ? <div className="soft">{words.fromUnit(task.from_unit)}</div> : null}
      </td>
      <td className="figure nowrap">
        <Due task={task} />
      </td>
      <td>
        {task.law && task.basis ? (
          <LawLink id={task.law}>{task.basis}</LawLink>
        ) : (
          <span className="soft">{task.basis}</span>
        )}
      </td>
      <td className="nowrap">
        <Mark tone={TONE[task.state] ?? 'off'} chip>
          {word(TASK_STATE, task.state)}
        </Mark>
      </td>
      <td className="right nowrap">
        {byEntry ? (
          <May use="enrollment_enroll">
            <Button size="small" type="primary" ghost onClick={() => onEntry(task)} data-testid="task-entry">
              {task.kind === 'enroll' ? words.enrollTitle : words.withdrawTitle}
            </Button>
          </May>
        ) : null}{' '}
        {task.state === 'closed' ? null : (
          <May use="enrollment_receipt">
            <Button
              size="small"
              disabled={task.unit === null}
              onClick={() => onReceipt(task)}
              data-testid="task-receipt"
            >
              {words.receipt}
            </Button>
          </May>
        )}
      </td>
    </tr>
  );
}

/** The tasks as a table; the one that an alert named is brought into sight, its next step under the hand. */
export function TaskTable({ tasks, focus, onEntry, onReceipt }: Props) {
  const { person, task, event, due, basis, state } = words.taskColumns;
  return (
    <table className="sheet" aria-label={words.tabs.tasks}>
      <thead>
        <tr>
          {[person, task, event, due, basis, state, ''].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tasks.map((item) => (
          <Row
            key={`${item.id}.${item.unit ?? ''}`}
            task={item}
            focused={item.id === focus}
            onEntry={onEntry}
            onReceipt={onReceipt}
          />
        ))}
      </tbody>
    </table>
  );
}
