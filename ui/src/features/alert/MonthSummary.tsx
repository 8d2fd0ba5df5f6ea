import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark, MonthMark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { ChangeSplit } from '../insight/ChangeSplit';
import { DepartmentRates } from '../insight/DepartmentRates';
import { StepBars } from '../insight/StepBars';

const words = zh.alert;

/** 月度概况: who and how much, how far each step is, what is wrong where, and why it differs from last month. */
export function MonthSummary() {
  const go = useNavigate();
  const { month } = useSession();
  const read = useRead(['board', month], () => bridge.insightBoard(month));
  const title = words.month(chineseMonth(month));
  const board = read.data;
  if (!board) {
    return <Panel title={title}>{read.isError ? <FailureNote failure={read.error} /> : <Loading />}</Panel>;
  }
  if (board.state === 'none') {
    return (
      <Panel title={title} extra={<MonthMark state="none" />}>
        <Empty title={words.notRun} actions={<Button onClick={() => go('/ledger')}>{words.steps.run.action}</Button>} />
      </Panel>
    );
  }
  return (
    <Panel title={title} extra={<MonthMark state={board.state} />} testId="month-summary">
      <div className="due">
        <span className="soft">{board.unconfirmed > 0 ? words.dueKnown : words.due}</span>
        <strong className="figure" data-testid="month-due">
          {formatMoney(board.total)}
        </strong>
        <span className="soft figure">
          {words.employer} {formatMoney(board.employer)} · {words.employee} {formatMoney(board.employee)}
        </span>
        <span className="soft figure">
          {words.people} {board.people}
          {board.unconfirmed > 0 ? (
            <>
              {' · '}
              <Mark tone="act">
                {words.unconfirmed} {board.unconfirmed}
              </Mark>
            </>
          ) : null}
        </span>
      </div>
      <StepBars steps={board.steps} />
      {board.change ? <ChangeSplit change={board.change} /> : null}
      <Sheet
        label={words.byInsurance}
        rows={board.insurances}
        rowKey={(sum) => sum.insurance}
        columns={[
          { title: words.insurance, cell: (sum) => insuranceName(sum.insurance), nowrap: true },
          { title: words.heads, cell: (sum) => sum.heads, right: true },
          { title: words.employer, cell: (sum) => formatMoney(sum.employer), right: true },
          { title: words.employee, cell: (sum) => formatMoney(sum.employee), right: true },
        ]}
      />
      <DepartmentRates departments={board.departments} onOpen={() => go('/gaps')} />
    </Panel>
  );
}
