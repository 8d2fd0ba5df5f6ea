import { May, useMay } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { chineseDay } from '../../kit/month';
import { Page, Panel } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { InboxOffer } from '../exchange/InboxOffer';
import { MonthFigures } from '../insight/MonthFigures';
import { AlertList } from './AlertList';
import { FirstSteps } from './FirstSteps';
import { MonthSummary } from './MonthSummary';

const words = zh.alert;

/** 工作台: what waits for her, and how the month stands. */
export function HomePage() {
  const { book, today } = useSession();
  const read = useRead(['alerts'], bridge.alertList);
  const may = useMay();
  const fresh = may('unit_add') && (book.units === 0 || book.employees === 0);
  const alerts = read.data ?? [];
  return (
    <Page title={words.title} sub={words.todayIs(chineseDay(today))} testId="home-page" scroll>
      {fresh ? <FirstSteps /> : null}
      <InboxOffer />
      <div className="home">
        <Panel title={words.todo} flush testId="todo">
          {read.isPending ? <Loading /> : null}
          <FailureNote failure={read.error} />
          {read.data && alerts.length === 0 ? <Empty title={words.todoNone}>{words.todoNoneText}</Empty> : null}
          {alerts.length > 0 ? <AlertList alerts={alerts} /> : null}
        </Panel>
        <May use="insight_board">
          <MonthSummary />
        </May>
      </div>
      <May use="insight_board">
        <MonthFigures />
      </May>
    </Page>
  );
}
