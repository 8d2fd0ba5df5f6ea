import { bridge } from '../../bridge';
import type { CreatedBook } from '../../generated/CreatedBook';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { RecoveryGroups } from './RecoveryGroups';
import { useConfirm } from './useConfirm';

/** 恢复卡 of a book just made. */
export function RecoveryCard({ created }: { created: CreatedBook }) {
  const later = useAct(() => bridge.bookInfo());
  const confirm = useConfirm();
  return (
    <main className="first-run">
      <section className="panel first-form" data-testid="recovery-card">
        <h1>{zh.book.recoveryTitle}</h1>
        <p>{zh.book.recoveryText}</p>
        <RecoveryGroups
          shown={created}
          confirm={confirm}
          submit={zh.book.recoveryDo}
          later={zh.book.recoveryLater}
          onLater={() => later.mutate(undefined)}
        />
      </section>
    </main>
  );
}
