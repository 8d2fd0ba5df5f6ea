import { Button, Form, Input } from 'antd';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { PasswordAdvice, SHORTEST } from './PasswordAdvice';
import { UpgradeElsewhere } from './UpgradeElsewhere';

/** 用恢复卡打开: the code and a new password. */
export function RecoverBook({ id, onBack }: { id: string; onBack: () => void }) {
  const [form] = Form.useForm<{ code: string; new_password: string }>();
  const code = Form.useWatch('code', form) ?? '';
  const password = Form.useWatch('new_password', form) ?? '';
  const recover = useAct(bridge.bookOpenWithRecovery, { inline: true });
  return (
    <main className="first-run">
      <section className="panel first-form">
        <h1>{zh.book.recoverTitle}</h1>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          onFinish={(fields) => recover.mutate({ id, ...fields })}
        >
          <Form.Item
            name="code"
            label={zh.book.recoverCode}
            rules={[isFilled()]}
            extra={zh.book.recoverCount(code.replace(/[^0-9A-Za-z]/g, '').length)}
          >
            <Input.TextArea rows={3} autoFocus className="figure" data-testid="recover-code" />
          </Form.Item>
          <Form.Item
            name="new_password"
            label={zh.book.newPassword}
            extra={<PasswordAdvice password={password} />}
            rules={[isFilled(), { min: SHORTEST, message: '' }]}
          >
            <Input.Password autoComplete="new-password" data-testid="recover-password" />
          </Form.Item>
          <FailureNote failure={recover.error} />
          <UpgradeElsewhere failure={recover.error} by={() => ({ id, ...form.getFieldsValue() })} />
          <div className="row first-actions">
            <Button onClick={onBack}>{zh.book.backToStart}</Button>
            <div className="spring" />
            <Button type="primary" htmlType="submit" loading={recover.isPending} data-testid="recover-submit">
              {zh.book.recoverDo}
            </Button>
          </div>
        </Form>
      </section>
    </main>
  );
}
