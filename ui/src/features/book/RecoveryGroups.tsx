import { Button, Form, Input } from 'antd';
import { bridge } from '../../bridge';
import type { CreatedBook } from '../../generated/CreatedBook';
import type { Failure } from '../../generated/Failure';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

/** The 14 groups of a recovery code, however it is separated. */
export function groupsOf(code: string): string[] {
  return code.replace(/[^0-9A-Za-z]/g, '').match(/.{1,4}/g) ?? [];
}

interface Props {
  shown: CreatedBook;
  /** What the two groups that were typed back are for. */
  confirm: { mutate: (groups: [string, string]) => void; isPending: boolean; error: Failure | null };
  submit: string;
  later: string;
  onLater: () => void;
}

/** 恢复卡 as shown: saved or printed, two groups typed back. */
export function RecoveryGroups({ shown, confirm, submit, later, onLater }: Props) {
  const save = useAct(() => bridge.bookRecoveryCard(), { readOnly: true });
  const [first, second] = shown.confirm_groups;
  const tidy = (text: string) => text.normalize('NFKC').trim().toUpperCase();
  return (
    <>
      <ol className="recovery-groups">
        {groupsOf(shown.recovery_code).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what counts here
          <li key={index} data-testid={`recovery-group-${index + 1}`} data-value={group}>
            <span className="soft">{index + 1}</span>
            <strong>{group}</strong>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button onClick={() => save.mutate(undefined)} loading={save.isPending} data-testid="recovery-save">
          {zh.book.recoverySave}
        </Button>
        {save.data?.saved ? <span className="soft path">{zh.book.recoverySaved(save.data.saved)}</span> : null}
      </div>
      <Form
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        onFinish={(fields: { first: string; second: string }) =>
          confirm.mutate([tidy(fields.first), tidy(fields.second)])
        }
      >
        <p>{zh.book.recoveryConfirm}</p>
        <div className="form-grid">
          <Form.Item name="first" label={zh.book.recoveryGroup(first)} rules={[isFilled()]}>
            <Input className="figure" maxLength={4} data-testid="recovery-first" />
          </Form.Item>
          <Form.Item name="second" label={zh.book.recoveryGroup(second)} rules={[isFilled()]}>
            <Input className="figure" maxLength={4} data-testid="recovery-second" />
          </Form.Item>
        </div>
        <FailureNote failure={confirm.error} />
        <div className="row first-actions">
          <Button type="text" onClick={onLater} data-testid="recovery-later">
            {later}
          </Button>
          <div className="spring" />
          <Button type="primary" htmlType="submit" loading={confirm.isPending} data-testid="recovery-confirm">
            {submit}
          </Button>
        </div>
      </Form>
    </>
  );
}
