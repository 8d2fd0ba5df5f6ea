import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { CreatedBook } from '../../generated/CreatedBook';
import type { UserSecret } from '../../generated/UserSecret';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled } from '../../kit/inputs';
import { JobProgress } from '../../kit/JobProgress';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { SHORTEST } from './PasswordAdvice';
import { RecoveryGroups } from './RecoveryGroups';

const words = zh.rekey;

/** What was keyed before the new card is shown. */
interface Keyed {
  own_password: string;
  users: UserSecret[];
}

/** 换密钥: passwords for everybody, then the new recovery card; nothing changes before part of it was typed back. */
export function Rekey({ onClose }: { onClose: () => void }) {
  const { modal } = App.useApp();
  const [keyed, setKeyed] = useState<Keyed>({ own_password: '', users: [] });
  const [shown, setShown] = useState<CreatedBook | null>(null);
  const begin = useAct((next: Keyed) => bridge.rekeyBegin(next.own_password), {
    inline: true,
    readOnly: true,
    after: setShown,
  });
  const finish = useAct((groups: [string, string]) => bridge.rekeyFinish({ groups, ...keyed }), {
    inline: true,
    done: ({ backup, problem }) => (backup && !problem ? words.done(backup) : null),
    after: ({ problem }) => {
      onClose();
      if (problem) modal.warning({ title: words.noBackup, content: problem });
    },
  });
  const end = useAct(() => bridge.rekeyEnd(), { readOnly: true, after: onClose });
  if (!shown) {
    return (
      <Passwords
        pending={begin.isPending}
        failure={<FailureNote failure={begin.error} />}
        onClose={onClose}
        onKeyed={(next) => {
          setKeyed(next);
          begin.mutate(next);
        }}
      />
    );
  }
  return (
    <Modal
      open
      title={words.cardTitle}
      onCancel={() => end.mutate(undefined)}
      closable={!finish.isPending}
      mask={{ closable: false }}
      width={600}
      footer={null}
      data-testid="rekey-card"
    >
      <p>{words.cardText}</p>
      <RecoveryGroups
        shown={shown}
        confirm={finish}
        submit={words.submit}
        later={words.giveUp}
        onLater={() => end.mutate(undefined)}
      />
      {finish.isPending ? <JobProgress label={words.running} /> : null}
    </Modal>
  );
}

interface PasswordsProps {
  pending: boolean;
  failure: React.ReactNode;
  onClose: () => void;
  onKeyed: (keyed: Keyed) => void;
}

function Passwords({ pending, failure, onClose, onKeyed }: PasswordsProps) {
  const { book } = useSession();
  const [form] = Form.useForm<{ own: string; secrets?: string[] }>();
  const others = book.users.filter((user) => user.name !== book.user);
  return (
    <Modal
      open
      title={words.title}
      okText={words.next}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={pending}
      okButtonProps={{ 'data-testid': 'rekey-next' }}
      width={560}
      destroyOnHidden
      data-testid="rekey"
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        onFinish={({ own, secrets }) =>
          onKeyed({
            own_password: own,
            users: others.map(({ name }, index) => ({ name, password: secrets?.[index] ?? '' })),
          })
        }
      >
        <p>{words.text}</p>
        <ul>
          {words.effects.map((line) => (
            <li key={line}>· {line}</li>
          ))}
        </ul>
        <Form.Item name="own" label={zh.book.users.own} rules={[isFilled()]}>
          <Input.Password autoFocus autoComplete="current-password" data-testid="rekey-own" />
        </Form.Item>
        {others.length > 0 ? <p className="soft">{words.others}</p> : null}
        {others.map(({ name }, index) => (
          <Form.Item
            key={name}
            name={['secrets', index]}
            label={words.secretOf(name)}
            rules={[isFilled(), { min: SHORTEST, message: zh.book.passwordLeast(SHORTEST) }]}
          >
            <Input.Password autoComplete="new-password" data-testid={`rekey-secret-${index}`} />
          </Form.Item>
        ))}
        {failure}
      </Form>
    </Modal>
  );
}
