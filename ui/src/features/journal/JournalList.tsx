import { App, Button } from 'antd';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Sheet } from '../../kit/Sheet';
import { shortTime } from '../../kit/time';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { VerifyChain } from './VerifyChain';

const words = zh.journal;

/** 操作记录 — who changed what when, newest first, with undo. */
export function JournalList() {
  const { modal } = App.useApp();
  const lines = useRead(['journal', 500], () => bridge.journalList(500));
  const undo = useAct((action: number) => bridge.journalUndo(action), {
    done: (undone) => zh.frame.undone(undone.action, undone.changes),
  });
  if (lines.isPending) return <Loading />;
  if (lines.isError) return <FailureNote failure={lines.error} />;
  if (lines.data.length === 0) return <Empty title={words.none} />;
  return (
    <section className="panel is-fill">
      <div className="panel-head">
        <span className="soft">{words.note}</span>
        <div className="spring" />
        <VerifyChain />
      </div>
      <div className="sheet-scroll">
        <Sheet
          label={words.title}
          testId="journal"
          rows={lines.data}
          rowKey={(line) => String(line.action_seq)}
          columns={[
            { title: words.seq, cell: (line) => line.action_seq, right: true },
            { title: words.time, cell: (line) => shortTime(line.time), nowrap: true },
            { title: words.user, cell: (line) => line.user, nowrap: true },
            { title: words.action, cell: (line) => line.action, nowrap: true },
            {
              title: words.search.who,
              nowrap: true,
              cell: (line) => (line.name ? `${line.name} ${line.employee_no}` : ''),
            },
            {
              title: words.object,
              cell: (line) => (line.undoes === null ? line.object : `${words.undoesOf(line.undoes)} ${line.object}`),
            },
            { title: words.changes, cell: (line) => line.changes, right: true },
            {
              title: '',
              right: true,
              cell: (line) =>
                line.undoable ? (
                  <May use="journal_undo">
                    <Button
                      size="small"
                      data-testid={`journal-undo-${line.action_seq}`}
                      onClick={() =>
                        modal.confirm({
                          title: zh.frame.undoAsk(line.action, line.object),
                          content: zh.frame.undoText(line.changes, shortTime(line.time)),
                          okText: zh.frame.undoDo,
                          onOk: () => undo.mutate(line.action_seq),
                        })
                      }
                    >
                      {words.undo}
                    </Button>
                  </May>
                ) : null,
            },
          ]}
        />
      </div>
    </section>
  );
}
