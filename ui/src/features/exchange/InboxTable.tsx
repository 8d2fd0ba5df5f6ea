import { Button } from 'antd';
import { bridge } from '../../bridge';
import type { InboxFile } from '../../generated/InboxFile';
import type { Inspection } from '../../generated/Inspection';
import { Mark, type Tone } from '../../kit/Mark';
import { Sheet } from '../../kit/Sheet';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { kindName } from './names';

const words = zh.exchange.inbox;

const TONES: Readonly<Record<InboxFile['state'], Tone>> = {
  new: 'soon',
  unknown: 'act',
  writing: 'off',
  twin: 'off',
  unreadable: 'act',
  taken: 'done',
  passed_over: 'off',
};

/** The files of the inbox: what each is, and 收下 for what was recognised. */
export function InboxTable({ files, onOpened }: { files: readonly InboxFile[]; onOpened: (file: Inspection) => void }) {
  const take = useAct(bridge.exchangeInboxTake, {
    done: (report) => words.taken(report.accepted, report.questions.length),
  });
  const open = useAct(bridge.exchangeInboxOpen, { readOnly: true, after: onOpened });
  const pass = useAct(bridge.exchangeInboxPassOver);
  const busy = take.isPending || open.isPending || pass.isPending;
  return (
    <Sheet
      label={zh.exchange.tabs.inbox}
      testId="inbox-files"
      rows={files}
      rowKey={(file) => file.name}
      columns={[
        { title: zh.exchange.batchFile, cell: (file) => file.name },
        {
          title: words.state,
          cell: (file) => <Mark tone={TONES[file.state]}>{words.states[file.state]}</Mark>,
          nowrap: true,
        },
        {
          title: zh.exchange.batchKind,
          cell: (file) => (file.kind === 'unknown' ? '' : kindName(file.kind)),
          nowrap: true,
        },
        { title: zh.exchange.unit, cell: (file) => file.unit ?? '' },
        { title: zh.exchange.month, cell: (file) => file.month ?? '', nowrap: true },
        {
          title: zh.exchange.reason,
          cell: (file) => file.reason ?? (file.rows > 0 ? zh.exchange.dataRows(file.rows) : ''),
        },
        {
          title: '',
          right: true,
          nowrap: true,
          cell: (file) => (
            <div className="row-acts">
              {file.state === 'new' || file.state === 'unknown' ? (
                <>
                  <Button
                    size="small"
                    disabled={busy}
                    onClick={() => pass.mutate({ name: file.name, over: true })}
                    data-testid={`inbox-pass-${file.name}`}
                  >
                    {words.passOver}
                  </Button>
                  <Button
                    size="small"
                    disabled={busy}
                    onClick={() => open.mutate(file.name)}
                    data-testid={`inbox-open-${file.name}`}
                  >
                    {words.open}
                  </Button>
                </>
              ) : null}
              {file.state === 'new' ? (
                <Button
                  size="small"
                  type="primary"
                  disabled={busy}
                  loading={take.isPending && take.variables === file.name}
                  onClick={() => take.mutate(file.name)}
                  data-testid={`inbox-take-${file.name}`}
                >
                  {words.take}
                </Button>
              ) : null}
              {file.state === 'passed_over' ? (
                <Button
                  size="small"
                  disabled={busy}
                  onClick={() => pass.mutate({ name: file.name, over: false })}
                  data-testid={`inbox-again-${file.name}`}
                >
                  {words.again}
                </Button>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}
