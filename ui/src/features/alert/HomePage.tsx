import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { WorkItem } from '../../generated/WorkItem';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark, type Tone } from '../../kit/Mark';
import { Page, Panel } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { LawText } from '../law/LawText';
import { FirstSteps } from './FirstSteps';
import { MonthSummary } from './MonthSummary';

const words = zh.alert;

/** Where a work item is settled. */
const SCREEN: Readonly<Record<string, string>> = {
  import: '/exchange/import',
  questions: '/exchange/questions',
  units: '/settings/units',
  roster: '/roster',
  enrollment: '/enrollment',
  ledger: '/ledger',
  policy: '/policy',
  settings: '/settings/book',
  statement: '/statement',
};

const TONE: Readonly<Record<string, Tone>> = { act: 'act', soon: 'soon', done: 'done' };

function target(item: WorkItem): string {
  return item.kind === 'open_question' ? '/exchange/questions' : (SCREEN[item.screen] ?? '/');
}

function WorkList({ items }: { items: readonly WorkItem[] }) {
  const go = useNavigate();
  return (
    <ul className="work-list" data-testid="work-list">
      {items.map((item) => (
        <li key={`${item.kind}.${item.text}`} className={`is-${item.severity}`}>
          <Mark tone={TONE[item.severity] ?? 'off'}>
            <LawText>{item.text}</LawText>
          </Mark>
          <Button
            size="small"
            type={item.severity === 'act' ? 'primary' : 'default'}
            ghost={item.severity === 'act'}
            onClick={() => go(target(item))}
            data-testid={`work-${item.kind}`}
          >
            {item.severity === 'done' ? words.look : words.handle}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** 工作台: what waits for her, and how the month stands. */
export function HomePage() {
  const { book } = useSession();
  const work = useRead(['work'], bridge.workList);
  const fresh = book.units === 0 || book.employees === 0;
  const items = work.data ?? [];
  return (
    <Page title={words.title} testId="home-page" scroll>
      {fresh ? <FirstSteps /> : null}
      <div className="home">
        <Panel title={words.todo} flush testId="todo">
          {work.isPending ? <Loading /> : null}
          <FailureNote failure={work.error} />
          {work.data && items.length === 0 ? <Empty title={words.todoNone}>{words.todoNoneText}</Empty> : null}
          {items.length > 0 ? <WorkList items={items} /> : null}
        </Panel>
        <MonthSummary />
      </div>
    </Page>
  );
}
