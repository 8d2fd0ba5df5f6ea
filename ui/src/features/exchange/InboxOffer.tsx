import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { Inspection } from '../../generated/Inspection';
import { Panel } from '../../kit/Page';
import { zh } from '../../words/zh';
import { InboxTable } from './InboxTable';
import { keepInspection } from './pending';
import { useInbox } from './useInbox';
import { startWizard } from './wizard';

const words = zh.exchange.inbox;

/** On the home page: the files of the inbox that wait for her, and nothing while there are none. */
export function InboxOffer() {
  const go = useNavigate();
  const inbox = useInbox();
  const waiting = (inbox.data?.files ?? []).filter((file) => file.state === 'new' || file.state === 'unknown');
  if (waiting.length === 0) return null;
  const opened = (inspection: Inspection) => {
    keepInspection(startWizard(inspection));
    go('/exchange/import');
  };
  return (
    <Panel
      title={words.home}
      flush
      testId="inbox-offer"
      extra={
        <Button type="link" size="small" onClick={() => go('/exchange/inbox')}>
          {words.all}
        </Button>
      }
    >
      <InboxTable files={waiting} onOpened={opened} />
    </Panel>
  );
}
