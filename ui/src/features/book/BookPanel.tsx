import { Button } from 'antd';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Facts } from '../../kit/Facts';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { BackupPanel } from './BackupPanel';
import { UserPanel } from './UserPanel';

const words = zh.book.settings;

/** The book's particulars, users, backup and check. */
export function BookPanel() {
  const { book } = useSession();
  const check = useAct(() => bridge.bookCheck(), { readOnly: true });
  const [first, last] = [book.months[0], book.months.at(-1)];
  return (
    <div className="settings-book">
      <Panel title={words.info}>
        <Facts
          single
          items={[
            [zh.book.company, book.company],
            [zh.book.creditCode, book.credit_code],
            [words.employees, zh.common.people(book.employees)],
            [words.units, book.units],
            [words.months, first && last ? words.monthsSpan(book.months.length, first, last) : ''],
            [words.path, book.path],
            [words.schema, book.schema],
            [words.head, book.journal_head],
          ]}
        />
      </Panel>
      <UserPanel />
      <BackupPanel demo={book.demo} />
      <Panel title={words.check}>
        <p>{words.checkText}</p>
        <div className="row">
          <Button loading={check.isPending} onClick={() => check.mutate(undefined)} data-testid="book-check">
            {words.checkDo}
          </Button>
          {check.data?.ok ? <Mark tone="done">{words.checkOk}</Mark> : null}
          {check.data && !check.data.ok ? <Mark tone="act">{words.checkBad(check.data.findings.length)}</Mark> : null}
        </div>
        {check.data && check.data.findings.length > 0 ? (
          <ul className="findings" data-testid="findings">
            {check.data.findings.map((finding) => (
              <li key={`${finding.check}.${finding.message}`}>· {finding.message}</li>
            ))}
          </ul>
        ) : null}
      </Panel>
    </div>
  );
}
