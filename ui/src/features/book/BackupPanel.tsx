import { App, Button } from 'antd';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { BackupState } from '../../generated/BackupState';
import { Facts } from '../../kit/Facts';
import { FailureNote } from '../../kit/FailureNote';
import { JobProgress } from '../../kit/JobProgress';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.book.backup;

/** 备份: when the last verified one was made and where, the second place, the rehearsed restore. */
export function BackupPanel({ demo }: { demo: boolean }) {
  const state = useRead(['backup'], bridge.backupState);
  const backup = useAct(() => bridge.bookBackup(), {
    done: (report) => report && (report.verified ? words.done(report.file) : words.unverified(report.file)),
  });
  if (state.isError) return <FailureNote failure={state.error} />;
  return (
    <Panel title={words.title}>
      <p>{demo ? words.demo : words.text}</p>
      {state.data ? <Standing state={state.data} /> : null}
      {backup.isPending ? <JobProgress label={words.running} /> : null}
      <div className="row">
        <May use="book_backup">
          <Button
            type="primary"
            loading={backup.isPending}
            onClick={() => backup.mutate(undefined)}
            data-testid="book-backup"
          >
            {words.now}
          </Button>
        </May>
        {state.data ? <Care state={state.data} /> : null}
      </div>
    </Panel>
  );
}

function Standing({ state }: { state: BackupState }) {
  const last = state.at ? (
    <span>
      <Mark tone="done">{words.last(state.at, state.occasion ?? '')}</Mark> <span className="path">{state.file}</span>
    </span>
  ) : (
    <Mark tone="soon">{words.never}</Mark>
  );
  const second = !state.second_place ? (
    <Mark tone="soon">{words.secondNone}</Mark>
  ) : (
    <Mark tone={state.second_overdue ? 'act' : 'done'}>
      {state.second_at ? words.secondAt(state.second_at) : words.secondNever}
    </Mark>
  );
  return (
    <div data-testid="backup-state">
      <Facts
        single
        items={[
          [words.lastTitle, last],
          [words.second, second],
          [words.secondWhere, state.second_place ?? ''],
          [
            words.rehearsal,
            state.rehearsed ? (
              <Mark tone="done">{words.rehearsed(state.rehearsed)}</Mark>
            ) : (
              <Mark tone="off">{words.rehearsedNever}</Mark>
            ),
          ],
        ]}
      />
      {state.problem ? (
        <p className="note is-act" role="alert">
          {words.problem(state.next ?? '')}
        </p>
      ) : null}
    </div>
  );
}

function Care({ state }: { state: BackupState }) {
  const { modal } = App.useApp();
  const second = useAct(() => bridge.backupSecondPlace(), {
    done: (set) => (set?.second_place ? words.secondSet(set.second_place) : null),
  });
  const end = useAct(() => bridge.backupSecondPlaceEnd(), { done: () => words.secondEnded });
  const rehearse = useAct(() => bridge.backupRehearse(), { done: () => words.rehearsalDone });
  return (
    <>
      <May use="backup_second_place">
        <Button loading={second.isPending} onClick={() => second.mutate(undefined)} data-testid="backup-second">
          {state.second_place ? words.secondChange : words.secondChoose}
        </Button>
      </May>
      {state.second_place ? (
        <May use="backup_second_place_end">
          <Button
            onClick={() =>
              modal.confirm({
                title: words.secondEndAsk,
                content: words.secondEndText,
                okText: words.secondEnd,
                onOk: () => end.mutate(undefined),
              })
            }
          >
            {words.secondEnd}
          </Button>
        </May>
      ) : null}
      <May use="backup_rehearse">
        <Button
          disabled={!state.file}
          loading={rehearse.isPending}
          onClick={() => rehearse.mutate(undefined)}
          data-testid="backup-rehearse"
        >
          {words.rehearse}
        </Button>
      </May>
    </>
  );
}
