import { useQueryClient } from '@tanstack/react-query';
import { App, Button, type ButtonProps, Form, Input } from 'antd';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { UpgradeElsewhere } from './UpgradeElsewhere';

interface Props {
  id: string;
  company: string;
  onBack: () => void;
  onForgot: () => void;
}

/** The password of a known book. */
export function OpenBook({ id, company, onBack, onForgot }: Props) {
  const client = useQueryClient();
  // The answer is the open book: nothing of the page needs to be asked again but the day, which may have changed since.
  const open = useAct((password: string) => bridge.bookOpen(id, password), {
    inline: true,
    readOnly: true,
    after: (book) => {
      client.setQueryData(['book'], book);
      void client.invalidateQueries({ queryKey: ['today'] });
    },
  });
  const { modal } = App.useApp();
  const rescue = useAct((password: string) => bridge.bookRescue(id, password), {
    inline: true,
    // It stays until she has read it: what was done since the backup is to be done again.
    after: ({ taken_at, aside }) =>
      modal.success({
        title: zh.book.rescue.done(taken_at),
        content: (
          <div data-testid="rescued">
            <p>{zh.book.rescue.aside}</p>
            <p className="path">{aside}</p>
          </div>
        ),
        okText: zh.common.understood,
        okButtonProps: { 'data-testid': 'rescued-read' } as ButtonProps,
      }),
  });
  const [form] = Form.useForm<{ password: string }>();
  const damaged = open.error?.code === 'book_damaged';
  return (
    <main className="first-run">
      <section className="panel first-form is-narrow">
        <h1>{company || zh.book.openTitle}</h1>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(fields: { password: string }) => open.mutate(fields.password)}
        >
          <Form.Item name="password" label={zh.book.password} rules={[isFilled()]}>
            <Input.Password autoFocus autoComplete="current-password" data-testid="open-password" />
          </Form.Item>
          <FailureNote failure={open.error} />
          {damaged ? (
            <div className="stack">
              <p>{zh.book.rescue.text}</p>
              <Button
                block
                loading={rescue.isPending}
                onClick={() => rescue.mutate(form.getFieldValue('password'))}
                data-testid="open-rescue"
              >
                {zh.book.rescue.action}
              </Button>
              <FailureNote failure={rescue.error} />
            </div>
          ) : null}
          <UpgradeElsewhere failure={open.error} by={() => ({ id, password: form.getFieldValue('password') })} />
          <div className="row first-actions">
            <Button onClick={onBack}>{zh.book.backToStart}</Button>
            <div className="spring" />
            <Button type="primary" htmlType="submit" loading={open.isPending} data-testid="open-submit">
              {zh.book.openDo}
            </Button>
          </div>
          <button type="button" className="link" onClick={onForgot} data-testid="open-forgot">
            {zh.book.forgot}
          </button>
        </Form>
      </section>
    </main>
  );
}
