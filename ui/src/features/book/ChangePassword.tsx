import { Form, Input, Modal } from 'antd';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { NewPassword } from './NewPassword';

const words = zh.book.users;

interface Fields {
  old: string;
  password: string;
  again: string;
}

/** 改密码 of the user who works: the old one once, the new one twice. */
export function ChangePassword({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const password = Form.useWatch('password', form) ?? '';
  const change = useAct((fields: Fields) => bridge.userPassword({ old: fields.old, new: fields.password }), {
    inline: true,
    done: () => words.passwordDone,
    after: onClose,
  });
  return (
    <Modal
      open
      title={words.password}
      okText={words.passwordDo}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={change.isPending}
      okButtonProps={{ 'data-testid': 'password-submit' }}
      width={440}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={change.mutate} autoComplete="off">
        <p>{words.passwordText}</p>
        <Form.Item name="old" label={words.passwordOld} rules={[isFilled()]}>
          <Input.Password autoFocus autoComplete="current-password" data-testid="password-old" />
        </Form.Item>
        <NewPassword typed={password} label={zh.book.newPassword} testId="password-new" />
        <FailureNote failure={change.error} />
      </Form>
    </Modal>
  );
}
