import { Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { bridge } from '../../bridge';
import type { EnrollmentTask } from '../../generated/EnrollmentTask';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { FindBox } from '../../kit/FindBox';
import { Panel } from '../../kit/Page';
import { finder } from '../../kit/search';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { EnrollDialog } from './EnrollDialog';
import { ReceiptDialog } from './ReceiptDialog';
import { TaskTable } from './TaskTable';
import { WithdrawDialog } from './WithdrawDialog';

const words = zh.enrollment;

type Doing = { task: EnrollmentTask; what: 'entry' | 'receipt' } | null;

/** 办理事项: what hires and leavers oblige the unit to do, the nearest day first. */
export function TaskTab() {
  const [params] = useSearchParams();
  const focus = params.get('focus');
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  const [doing, setDoing] = useState<Doing>(null);
  const read = useRead(['tasks'], bridge.enrollmentTasks);
  const roster = useRead(['roster'], bridge.rosterList);
  const initials = useMemo(
    () => new Map((roster.data ?? []).map((person) => [person.employee_no, person.initials])),
    [roster.data],
  );
  const shown = useMemo(() => {
    const found = finder(query);
    return (read.data ?? []).filter(
      (task) => (all || task.state !== 'closed') && found({ ...task, initials: initials.get(task.employee_no) ?? '' }),
    );
  }, [read.data, initials, all, query]);
  const close = () => setDoing(null);
  const task = doing?.task;
  return (
    <>
      <div className="toolbar">
        <FindBox label={words.taskSearch} value={query} onChange={setQuery} testId="task-search" />
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)} data-testid="tasks-all">
          {words.showClosed}
        </Checkbox>
        <div className="spring" />
        <span className="soft">{words.taskNote}</span>
      </div>
      <Panel fill flush testId="tasks">
        {read.isPending ? <Loading /> : null}
        <FailureNote failure={read.error} />
        {read.data && shown.length === 0 ? <Empty title={words.taskNone}>{words.taskNoneText}</Empty> : null}
        {shown.length > 0 ? (
          <div className="page-body is-scroll is-flush">
            <TaskTable
              tasks={shown}
              focus={focus}
              onEntry={(chosen) => setDoing({ task: chosen, what: 'entry' })}
              onReceipt={(chosen) => setDoing({ task: chosen, what: 'receipt' })}
            />
          </div>
        ) : null}
      </Panel>
      {task && doing.what === 'receipt' ? <ReceiptDialog task={task} onClose={close} /> : null}
      {task && doing.what === 'entry' && task.kind === 'enroll' ? (
        <EnrollDialog employeeNo={task.employee_no} unit={task.unit} scope={task.scope} onClose={close} />
      ) : null}
      {task && doing.what === 'entry' && task.kind === 'withdraw' ? (
        <WithdrawDialog employeeNo={task.employee_no} left={task.event} onClose={close} />
      ) : null}
    </>
  );
}
