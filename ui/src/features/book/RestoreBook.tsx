import { App, Button, type ButtonProps, Form, Input } from 'antd';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.book.restore;

/** 从备份恢复: a backup file becomes a new book; the one it was made from stays as it is. */
export function RestoreBook({ onBack }: { onBack: () => void }) {
  const pick = useAct(() => bridge.bookPickBackup(), { inline: true, readOnly: true });
  const { modal } = App.useApp();
  const restore = useAct((password: string) => bridge.bookRestore(password), {
    inline: true,
    after: ({ book, forgotten, tombstones }) => {
      const okText = zh.common.understood;
      const told = { okText, okButtonProps: { 'data-testid': 'restored-read' } as ButtonProps };
      const said = (text: string) => <p data-testid="restored">{text}</p>;
      const unmarked = (
        <div className="stack">
          {said(words.unmarkedText)}
          <p>{words.unmarkedDo}</p>
          <p className="path">{book.path}</p>
        </div>
      );
      if (!tombstones) modal.warning({ title: words.unmarked, content: unmarked, width: 520, ...told });
      else if (forgotten > 0)
        modal.info({ title: words.forgotten(forgotten), content: said(words.forgottenText(forgotten)), ...told });
    },
  });
  const file = pick.data ?? null;
  return (
    <main className="first-run">
      <section className="panel first-form" data-testid="restore-book">
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        <div className="row">
          <Button onClick={() => pick.mutate(undefined)} loading={pick.isPending} data-testid="restore-pick">
            {file ? words.pickOther : words.pick}
          </Button>
          {file ? (
            <span className="path grow" data-testid="restore-file">
              {file}
            </span>
          ) : (
            <span className="soft">{words.pickNote}</span>
          )}
        </div>
        <FailureNote failure={pick.error} />
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={(fields: { password: string }) => restore.mutate(fields.password)}
        >
          <Form.Item name="password" label={words.password} rules={[isFilled()]}>
            <Input.Password autoComplete="current-password" disabled={!file} data-testid="restore-password" />
          </Form.Item>
          <FailureNote failure={restore.error} />
          <div className="row first-actions">
            <Button onClick={onBack}>{zh.book.backToStart}</Button>
            <div className="spring" />
            <Button
              type="primary"
              htmlType="submit"
              disabled={!file}
              loading={restore.isPending}
              data-testid="restore-submit"
            >
              {words.submit}
            </Button>
          </div>
        </Form>
      </section>
    </main>
  );
}
