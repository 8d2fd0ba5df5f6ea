import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import type { CreatedBook } from '../../generated/CreatedBook';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { RecoveryGroups } from './RecoveryGroups';
import { useConfirm } from './useConfirm';

const words = zh.book;

/** 恢复卡 later on: the password shows it once more, to be saved and confirmed. */
export function RecoveryAgain({ onClose }: { onClose: () => void }) {
  const [shown, setShown] = useState<CreatedBook | null>(null);
  const [form] = Form.useForm<{ password: string }>();
  const show = useAct((password: string) => bridge.bookShowRecovery(password), {
    inline: true,
    readOnly: true,
    after: setShown,
  });
  const confirm = useConfirm(onClose);
  return (
    <Modal
      open
      title={words.recoveryTitle}
      onCancel={onClose}
      width={shown ? 600 : 420}
      destroyOnHidden
      okText={words.again.show}
      cancelText={zh.common.cancel}
      okButtonProps={{ loading: show.isPending }}
      onOk={() => form.submit()}
      footer={shown ? null : undefined}
      data-testid="recovery-again"
    >
      {shown ? (
        <>
          <p>{words.recoveryText}</p>
          <RecoveryGroups
            shown={shown}
            confirm={confirm}
            submit={zh.common.confirm}
            later={words.recoveryLater}
            onLater={onClose}
          />
        </>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => show.mutate(fields.password)}>
          <p>{words.again.text}</p>
          <Form.Item name="password" label={words.password} rules={[isFilled()]}>
            <Input.Password
              autoFocus
              autoComplete="current-password"
              onPressEnter={() => form.submit()}
              data-testid="again-password"
            />
          </Form.Item>
          <FailureNote failure={show.error} />
        </Form>
      )}
    </Modal>
  );
}
