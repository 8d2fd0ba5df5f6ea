import { bridge } from '../../bridge';
import type { Keeping } from '../../generated/Keeping';
import type { KeepingEdit } from '../../generated/KeepingEdit';
import { RecordDialog } from '../../kit/RecordDialog';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.privacy.keeping;

export type Deed = 'freeze' | 'unfreeze' | 'open';

interface Props {
  deed: Deed | 'settings';
  people: string[];
  keeping?: Keeping;
  onClose: () => void;
}

const TITLE = { freeze: words.freeze, unfreeze: words.unfreeze, open: words.open };
const TEXT = { freeze: words.freezeText, unfreeze: '', open: words.openText };

/** 封存, 解除封存 and 调阅 each with a reason; the unit's own years and days. */
export function KeepingDialog({ deed, people, keeping, onClose }: Props) {
  const set = useAct((edit: KeepingEdit) => bridge.privacyKeepingSet(edit), {
    inline: true,
    done: () => words.saved,
    after: onClose,
  });
  const act = useAct(
    ({ reason }: { reason: string }) => {
      const request = { employee_nos: people, reason };
      if (deed === 'freeze') return bridge.privacyFreeze(request);
      return deed === 'open' ? bridge.privacyOpen(request) : bridge.privacyUnfreeze(request);
    },
    {
      inline: true,
      done: () =>
        deed === 'freeze' ? words.frozenDone(people.length) : deed === 'open' ? words.openedDone : words.unfrozen,
      after: onClose,
    },
  );
  if (deed === 'settings') {
    return (
      <RecordDialog<KeepingEdit>
        title={words.setTitle}
        about={`${words.yearsNote}${words.daysNote}`}
        fields={[
          { name: 'years', label: words.years, kind: 'number' },
          { name: 'request_days', label: words.days, kind: 'number' },
        ]}
        start={{ years: keeping?.years, request_days: keeping?.request_days }}
        busy={set.isPending}
        failure={set.error}
        onSubmit={(fields) => set.mutate(fields)}
        onClose={onClose}
      />
    );
  }
  return (
    <RecordDialog<{ reason: string }>
      title={TITLE[deed]}
      about={TEXT[deed]}
      fields={[
        {
          name: 'reason',
          label: words.reason,
          kind: 'text',
          wide: true,
          hint: deed === 'open' ? words.openHint : words.reasonHint,
        },
      ]}
      start={{}}
      busy={act.isPending}
      failure={act.error}
      onSubmit={(fields) => act.mutate(fields)}
      onClose={onClose}
    />
  );
}
