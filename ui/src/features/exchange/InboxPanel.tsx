import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { bridge } from '../../bridge';
import type { Inspection } from '../../generated/Inspection';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { InboxTable } from './InboxTable';
import { useInbox } from './useInbox';

const words = zh.exchange.inbox;

/** 收件夹: off until she chooses a folder; its files as they are recognised. */
export function InboxPanel({ onOpened }: { onOpened: (file: Inspection) => void }) {
  const client = useQueryClient();
  const inbox = useInbox();
  const choose = useAct(() => bridge.exchangeInboxChoose());
  const off = useAct(() => bridge.exchangeInboxOff());
  if (inbox.isPending) return <Loading />;
  if (inbox.isError) return <FailureNote failure={inbox.error} />;
  const pick = (label: string, main: boolean) => (
    <Button
      type={main ? 'primary' : 'default'}
      loading={choose.isPending}
      onClick={() => choose.mutate(undefined)}
      data-testid="inbox-choose"
    >
      {label}
    </Button>
  );
  const { folder, files, problem } = inbox.data;
  if (folder === null)
    return (
      <Empty title={words.off} actions={pick(words.choose, true)}>
        {words.offText}
      </Empty>
    );
  return (
    <div className="panel sheet-scroll">
      <div className="panel-head">
        <span className="soft grow">{words.folder(folder)}</span>
        <Button
          loading={inbox.isFetching}
          onClick={() => client.invalidateQueries({ queryKey: ['inbox'] })}
          data-testid="inbox-look"
        >
          {words.look}
        </Button>
        {pick(words.change, false)}
        <Button onClick={() => off.mutate(undefined)} data-testid="inbox-off">
          {words.turnOff}
        </Button>
      </div>
      {problem ? <div className="note is-act">{problem}</div> : null}
      {files.length === 0 && !problem ? <Empty title={words.empty}>{words.emptyText}</Empty> : null}
      {files.length > 0 ? <InboxTable files={files} onOpened={onOpened} /> : null}
    </div>
  );
}
