import { Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { ROLE } from '../../words/terms';
import { zh } from '../../words/zh';
import { NewPassword } from './NewPassword';

const words = zh.book.users;

interface Fields {
  name: string;
  role: string;
  password: string;
  again: string;
  own: string;
}

/** 新增用户 — by the 负责人, who gives her own password again. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const password = Form.useWatch('password', form) ?? '';
  const role = Form.useWatch('role', form) ?? 'clerk';
  const add = useAct(
    ({ name, role: as, password: secret, own }: Fields) =>
      bridge.userAdd({ name, role: as, password: secret, own_password: own }),
    { inline: true, done: (_book, fields) => words.added(fields.name), after: onClose },
  );
  return (
    <Modal
      open
      title={words.add}
      okText={zh.common.add}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={add.isPending}
      okButtonProps={{ 'data-testid': 'user-submit' }}
      width={440}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={add.mutate}
        initialValues={{ role: 'clerk' }}
        autoComplete="off"
      >
        <Form.Item name="name" label={words.name} rules={[isFilled()]}>
          <Input autoFocus data-testid="user-name" />
        </Form.Item>
        <Form.Item name="role" label={words.role} extra={words.roles[role]}>
          <Select options={Object.entries(ROLE).map(([value, label]) => ({ value, label }))} data-testid="user-role" />
        </Form.Item>
        <NewPassword typed={password} label={words.firstPassword} testId="user-secret" />
        <Form.Item name="own" label={words.own} rules={[isFilled()]}>
          <Input.Password autoComplete="current-password" data-testid="user-own" />
        </Form.Item>
        <FailureNote failure={add.error} />
      </Form>
    </Modal>
  );
}
