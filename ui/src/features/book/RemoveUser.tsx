import { Form, Input, Modal } from 'antd';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.book.users;

/** 移除用户 — what it does and does not do is said before. */
export function RemoveUser({ name, onClose, onRemoved }: { name: string; onClose: () => void; onRemoved: () => void }) {
  const [form] = Form.useForm<{ own: string }>();
  const remove = useAct((own: string) => bridge.userRemove({ name, own_password: own }), {
    inline: true,
    done: () => words.removed(name),
    after: onRemoved,
  });
  return (
    <Modal
      open
      title={words.removeAsk(name)}
      okText={words.remove}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={remove.isPending}
      okButtonProps={{ danger: true, 'data-testid': 'remove-submit' }}
      width={440}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ own }) => remove.mutate(own)}>
        <p>{words.removeText}</p>
        <Form.Item name="own" label={words.own} rules={[isFilled()]}>
          <Input.Password autoFocus autoComplete="current-password" data-testid="remove-own" />
        </Form.Item>
        <FailureNote failure={remove.error} />
      </Form>
    </Modal>
  );
}
