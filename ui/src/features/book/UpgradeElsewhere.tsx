import { Button } from 'antd';
import { bridge } from '../../bridge';
import type { OpenedBy } from '../../bridge/book';
import type { Failure } from '../../generated/Failure';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

interface Props {
  /** Why the book did not open. */
  failure: Failure | null;
  /** What it is opened by, as it stands in the form. */
  by: () => OpenedBy;
}

/** Where the backup before an upgrade failed: another place for it, and then the book opens. */
export function UpgradeElsewhere({ failure, by }: Props) {
  const upgrade = useAct(bridge.bookUpgrade, { inline: true });
  if (failure?.code !== 'upgrade_stopped') return null;
  return (
    <div className="stack">
      <Button block loading={upgrade.isPending} onClick={() => upgrade.mutate(by())} data-testid="open-upgrade">
        {zh.book.upgrade}
      </Button>
      <FailureNote failure={upgrade.error} />
    </div>
  );
}
