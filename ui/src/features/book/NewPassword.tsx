import { Form, Input } from 'antd';
import { isFilled } from '../../kit/inputs';
import { zh } from '../../words/zh';
import { PasswordAdvice, SHORTEST } from './PasswordAdvice';

/** A new password, typed twice; the fields are `password` and `again` of the form around it. */
export function NewPassword({ typed, label, testId }: { typed: string; label: string; testId: string }) {
  return (
    <>
      <Form.Item
        name="password"
        label={label}
        extra={<PasswordAdvice password={typed} />}
        rules={[isFilled(), { min: SHORTEST, message: '' }]}
      >
        <Input.Password autoComplete="new-password" data-testid={testId} />
      </Form.Item>
      <Form.Item
        name="again"
        label={zh.book.passwordAgain}
        dependencies={['password']}
        rules={[
          isFilled(),
          ({ getFieldValue }) => ({
            validator: (_rule, value: string) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(zh.book.passwordDiffers)),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" data-testid={`${testId}-again`} />
      </Form.Item>
    </>
  );
}
