import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import type { MonthBoard } from '../../generated/MonthBoard';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark, MonthMark } from '../../kit/Mark';
import { formatMoney, toFen } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { Panel } from '../../kit/Page';
import { zh } from '../../words/zh';
import { StepBars } from '../insight/StepBars';
import { thousandths } from '../insight/scale';
import { useBoard } from '../insight/useBoard';

const words = zh.alert;

/** 本月应缴, and how it is shared between the two sides. */
function Due({ board }: { board: MonthBoard }) {
  const middle = thousandths(board.employer, toFen(board.total) ?? 0n);
  return (
    <div className="due">
      <div className="due-head">
        <span className="soft">{board.unconfirmed > 0 ? words.dueKnown : words.due}</span>
        <span>
          {words.people} <strong className="figure">{board.people}</strong>
        </span>
      </div>
      <strong className="figure due-total" data-testid="month-due">
        {formatMoney(board.total)}
      </strong>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width="1000" height="10" className="bar-employee" />
        <rect width={middle} height="10" className="bar-employer" />
      </svg>
      <div className="due-head figure bars-legend">
        <span className="is-employer">
          {words.employer} {formatMoney(board.employer)}
        </span>
        <span className="is-employee">
          {words.employee} {formatMoney(board.employee)}
        </span>
      </div>
      {board.unconfirmed > 0 ? <Mark tone="act">{words.unconfirmedLines(board.unconfirmed)}</Mark> : null}
    </div>
  );
}

/** 月度概况: who and how much, and how far each step is. */
export function MonthSummary() {
  const go = useNavigate();
  const { month } = useSession();
  const read = useBoard();
  const title = words.month(chineseMonth(month));
  const board = read.data;
  if (!board) {
    return <Panel title={title}>{read.isError ? <FailureNote failure={read.error} /> : <Loading />}</Panel>;
  }
  if (board.state === 'none') {
    return (
      <Panel title={title} extra={<MonthMark state="none" />}>
        <Empty
          title={words.notRun}
          actions={
            <May use="contribution_run">
              <Button onClick={() => go('/ledger')}>{words.steps.run.action}</Button>
            </May>
          }
        />
      </Panel>
    );
  }
  return (
    <Panel title={title} extra={<MonthMark state={board.state} />} testId="month-summary">
      <Due board={board} />
      <StepBars steps={board.steps} />
    </Panel>
  );
}
