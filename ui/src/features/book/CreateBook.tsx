import { Button, Form, Input } from 'antd';
import { bridge } from '../../bridge';
import type { CreatedBook } from '../../generated/CreatedBook';
import type { NewBook } from '../../generated/NewBook';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { Mark } from '../../kit/Mark';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { creditCodeHint, tidyCreditCode } from './creditCode';
import { NewPassword } from './NewPassword';

type Fields = NewBook & { again: string };

function CreditHint({ typed }: { typed: string }) {
  const hint = creditCodeHint(typed);
  switch (hint.kind) {
    case 'empty':
      return <span className="soft">{zh.book.creditHint}</span>;
    case 'short':
      return <Mark tone="off">{zh.book.creditCount(hint.typed)}</Mark>;
    case 'long':
      return <Mark tone="act">{zh.book.creditTooLong}</Mark>;
    case 'letters':
      return <Mark tone="act">{zh.book.creditLetters}</Mark>;
    case 'wrong':
      return <Mark tone="act">{zh.book.creditWrong}</Mark>;
    case 'good':
      return <Mark tone="done">{zh.book.creditGood}</Mark>;
  }
}

interface Props {
  forImport: boolean;
  onBack: () => void;
  onCreated: (created: CreatedBook) => void;
}

/** 新建账簿. */
export function CreateBook({ forImport, onBack, onCreated }: Props) {
  const [form] = Form.useForm<Fields>();
  const code = Form.useWatch('credit_code', form) ?? '';
  const password = Form.useWatch('password', form) ?? '';
  const create = useAct(bridge.bookCreate, { inline: true, readOnly: true, after: onCreated });
  const submit = ({ again: _again, ...book }: Fields) =>
    create.mutate({ ...book, credit_code: tidyCreditCode(book.credit_code) });
  return (
    <main className="first-run">
      <section className="panel first-form">
        <h1>{zh.book.createTitle}</h1>
        <p className="soft">{forImport ? zh.book.createForImport : zh.book.createSub}</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} autoComplete="off">
          <Form.Item name="company" label={zh.book.company} rules={[isFilled()]}>
            <Input autoFocus placeholder={zh.book.companyHint} data-testid="create-company" />
          </Form.Item>
          <Form.Item
            name="credit_code"
            label={zh.book.creditCode}
            rules={[isFilled()]}
            extra={<CreditHint typed={code} />}
          >
            <Input className="figure" maxLength={24} data-testid="create-credit-code" />
          </Form.Item>
          <Form.Item name="user" label={zh.book.user} rules={[isFilled()]}>
            <Input placeholder={zh.book.userHint} data-testid="create-user" />
          </Form.Item>
          <NewPassword typed={password} label={zh.book.password} testId="create-password" />
          <p className="note is-soon">{zh.book.passwordWarning}</p>
          <FailureNote failure={create.error} />
          <div className="row first-actions">
            <Button onClick={onBack}>{zh.book.backToStart}</Button>
            <div className="spring" />
            <Button type="primary" htmlType="submit" loading={create.isPending} data-testid="create-submit">
              {zh.book.createDo}
            </Button>
          </div>
        </Form>
      </section>
    </main>
  );
}
