import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { May, useMay } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Facts } from '../../kit/Facts';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useAct } from '../../kit/useDesk';
import { ROLE, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { AddUser } from './AddUser';
import { ChangePassword } from './ChangePassword';
import { RecoveryAgain } from './RecoveryAgain';
import { Rekey } from './Rekey';
import { RemoveUser } from './RemoveUser';

const words = zh.book.users;
const MINUTES = [1, 3, 5, 10, 15, 20, 30, 60];

type Open = 'card' | 'password' | 'add' | 'rekey' | { remove: string };

/** 用户与密码: who may open the book, one's own password, the recovery card, the automatic lock. */
export function UserPanel() {
  const { book } = useSession();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const idle = useAct((minutes: number) => bridge.bookIdleMinutes(minutes), { done: () => words.idleSet });
  const may = useMay();
  const { modal } = App.useApp();
  const offerRekey = () => {
    close();
    modal.confirm({
      title: zh.rekey.offer,
      content: zh.rekey.offerText,
      okText: zh.rekey.open,
      cancelText: zh.rekey.notNow,
      onOk: () => setOpen('rekey'),
    });
  };
  return (
    <Panel title={words.title} extra={<span className="soft">{words.text}</span>}>
      <Sheet
        label={words.title}
        testId="users"
        rows={book.users}
        rowKey={(user) => user.name}
        columns={[
          { title: words.name, cell: (user) => `${user.name}${user.name === book.user ? words.you : ''}` },
          { title: words.role, cell: (user) => word(ROLE, user.role) },
          { title: words.sees, cell: (user) => words.classes[user.role] },
          {
            title: '',
            right: true,
            cell: (user) =>
              may('user_remove') && user.name !== book.user ? (
                <Button size="small" onClick={() => setOpen({ remove: user.name })}>
                  {words.remove}
                </Button>
              ) : null,
          },
        ]}
      />
      <div className="row">
        <Button onClick={() => setOpen('password')} disabled={book.demo} data-testid="user-password">
          {words.password}
        </Button>
        <May use="user_add">
          <Button onClick={() => setOpen('add')} disabled={book.demo} data-testid="user-add">
            {words.add}
          </Button>
        </May>
        <May use="rekey_begin">
          <Button onClick={() => setOpen('rekey')} disabled={book.demo} data-testid="user-rekey">
            {zh.rekey.open}
          </Button>
        </May>
      </div>
      <Facts
        single
        items={[
          [
            zh.book.settings.recovery,
            <span key="recovery" className="row">
              {book.recovery_confirmed ? (
                <Mark tone="done">{zh.book.settings.recoveryYes}</Mark>
              ) : (
                <Mark tone="act">{zh.book.settings.recoveryNo}</Mark>
              )}
              {book.demo ? null : (
                <May use="book_show_recovery">
                  <Button size="small" onClick={() => setOpen('card')} data-testid="settings-card">
                    {book.recovery_confirmed ? zh.book.settings.recoveryAgainDo : zh.book.settings.recoveryConfirmDo}
                  </Button>
                </May>
              )}
            </span>,
          ],
          [
            words.idle,
            <Select
              key="idle"
              size="small"
              disabled={!may('book_idle_minutes')}
              value={book.idle_minutes}
              onChange={(minutes) => idle.mutate(minutes)}
              options={MINUTES.map((minutes) => ({ value: minutes, label: words.idleMinutes(minutes) }))}
              aria-label={words.idle}
              data-testid="idle-minutes"
            />,
          ],
        ]}
      />
      {open === 'card' ? <RecoveryAgain onClose={close} /> : null}
      {open === 'password' ? <ChangePassword onClose={close} /> : null}
      {open === 'add' ? <AddUser onClose={close} /> : null}
      {open !== null && typeof open === 'object' ? (
        <RemoveUser name={open.remove} onClose={close} onRemoved={offerRekey} />
      ) : null}
      {open === 'rekey' ? <Rekey onClose={close} /> : null}
    </Panel>
  );
}
