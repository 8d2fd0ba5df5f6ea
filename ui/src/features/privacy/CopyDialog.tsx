import { bridge } from '../../bridge';
import { RecordDialog } from '../../kit/RecordDialog';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.privacy.copy;

interface Props {
  employeeNo: string;
  name: string;
  /** The request that is answered by it. */
  request: number | null;
  onClose: () => void;
}

/** 导出个人信息副本: plain text, so the password is asked for again. */
export function CopyDialog({ employeeNo, name, request, onClose }: Props) {
  const copy = useAct(
    ({ own_password }: { own_password: string }) =>
      bridge.privacyCopy({ employee_no: employeeNo, request, own_password }),
    {
      inline: true,
      done: (written) => written && words.done(written.records, written.folder),
      after: (written) => written && onClose(),
    },
  );
  return (
    <RecordDialog<{ own_password: string }>
      title={words.title(name)}
      about={`${words.text}${zh.privacy.plain}`}
      okText={words.go}
      fields={[{ name: 'own_password', label: zh.privacy.password, kind: 'password', wide: true }]}
      start={{}}
      busy={copy.isPending}
      failure={copy.error}
      onSubmit={(fields) => copy.mutate(fields)}
      onClose={onClose}
    />
  );
}
