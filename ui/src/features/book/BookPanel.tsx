import { Button } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Facts } from '../../kit/Facts';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { shortTime } from '../../kit/time';
import { useAct } from '../../kit/useDesk';
import { ROLE, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { RecoveryAgain } from './RecoveryAgain';

const words = zh.book.settings;

/** The book's particulars, backup and check. */
export function BookPanel() {
  const { book } = useSession();
  const backup = useAct(() => bridge.bookBackup(), {
    done: (report) => report && (report.verified ? words.backupDone(report.file) : words.backupUnverified(report.file)),
  });
  const check = useAct(() => bridge.bookCheck(), { readOnly: true });
  const [again, setAgain] = useState(false);
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
      <Panel title={words.users} extra={<span className="soft">{words.usersText}</span>}>
        <Sheet
          label={words.users}
          testId="users"
          rows={book.users}
          rowKey={(user) => user.name}
          columns={[
            { title: words.userName, cell: (user) => `${user.name}${user.name === book.user ? words.you : ''}` },
            { title: words.role, cell: (user) => word(ROLE, user.role) },
          ]}
        />
        <Facts
          single
          items={[
            [
              words.recovery,
              <span key="recovery" className="row">
                {book.recovery_confirmed ? (
                  <Mark tone="done">{words.recoveryYes}</Mark>
                ) : (
                  <Mark tone="act">{words.recoveryNo}</Mark>
                )}
                {book.demo ? null : (
                  <Button size="small" onClick={() => setAgain(true)} data-testid="settings-card">
                    {book.recovery_confirmed ? words.recoveryAgainDo : words.recoveryConfirmDo}
                  </Button>
                )}
              </span>,
            ],
          ]}
        />
        {again ? <RecoveryAgain onClose={() => setAgain(false)} /> : null}
      </Panel>
      <Panel title={words.backup}>
        <p>{words.backupText}</p>
        <div className="row">
          <Button
            type="primary"
            loading={backup.isPending}
            onClick={() => backup.mutate(undefined)}
            data-testid="book-backup"
          >
            {words.backupDo}
          </Button>
          {book.last_backup ? (
            <Mark tone="done">{words.backupLast(shortTime(book.last_backup))}</Mark>
          ) : (
            <Mark tone="soon">{words.backupNever}</Mark>
          )}
        </div>
      </Panel>
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
