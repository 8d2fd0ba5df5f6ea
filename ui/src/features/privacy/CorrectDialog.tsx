import { bridge } from '../../bridge';
import type { PrivacyRequestView } from '../../generated/PrivacyRequestView';
import { RecordDialog } from '../../kit/RecordDialog';
import { useAct } from '../../kit/useDesk';
import { fieldName } from '../../words/failure';
import { zh } from '../../words/zh';
import { EMPTY_EDIT } from '../roster/edit';

const words = zh.privacy.correct;

const FIELDS = ['name', 'id_number', 'phone', 'bank_name', 'bank_account', 'notes'] as const;

type Fields = Partial<Record<(typeof FIELDS)[number], string>> & { reason: string };

/** 更正、补充: only the fields that are filled in are changed; the reason names what it was checked against. */
export function CorrectDialog({ request, onClose }: { request: PrivacyRequestView; onClose: () => void }) {
  const correct = useAct(
    ({ reason, ...given }: Fields) => {
      const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
      const edit = { ...EMPTY_EDIT, ...changed };
      return bridge.privacyCorrect({ employee_no: request.employee_no, edit, reason, request: request.id });
    },
    { inline: true, done: () => words.done, after: onClose },
  );
  return (
    <RecordDialog<Fields>
      title={words.title(request.name)}
      about={request.content}
      fields={[
        ...FIELDS.map((name) => ({ name, label: fieldName(name), kind: 'text', optional: true }) as const),
        { name: 'reason', label: words.reason, kind: 'text', wide: true, hint: words.reasonHint },
      ]}
      start={{}}
      busy={correct.isPending}
      failure={correct.error}
      onSubmit={(fields) => correct.mutate(fields)}
      onClose={onClose}
    />
  );
}
