import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { Command } from '../../bridge/rights';
import { Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { BackIcon } from '../../kit/icons';
import { Mark } from '../../kit/Mark';
import { Page } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { DeclareDialog } from '../enrollment/DeclareDialog';
import { EnrollDialog } from '../enrollment/EnrollDialog';
import { WithdrawDialog } from '../enrollment/WithdrawDialog';
import { WageWorksheet } from '../payroll/WageWorksheet';
import { currentJob } from './columns';
import { PersonCover } from './PersonCover';
import { PersonForm } from './PersonForm';
import { PersonMonth } from './PersonMonth';
import { PersonProfile } from './PersonProfile';
import { PersonStrip } from './PersonStrip';

const words = zh.roster;

type Dialog = 'edit' | 'enroll' | 'withdraw' | 'declare' | null;

/** One person: identity, cover and bases, this month's amounts, wages. */
export function PersonPage() {
  const go = useNavigate();
  const { no = '' } = useParams();
  const [tab, setTab] = useState('profile');
  const [dialog, setDialog] = useState<Dialog>(null);
  const [proposed, setProposed] = useState<string | null>(null);
  const read = useRead(['person', no], () => bridge.rosterPerson(no));
  const person = read.data;
  const close = () => {
    setDialog(null);
    setProposed(null);
  };
  const back = (
    <Button
      type="text"
      icon={<BackIcon />}
      aria-label={words.back}
      title={words.back}
      onClick={() => go('/roster')}
      data-testid="person-back"
    />
  );
  if (!person) {
    return (
      <Page title="" before={back}>
        {read.isError ? <FailureNote failure={read.error} /> : <Loading />}
      </Page>
    );
  }
  const job = currentJob(person);
  const action = (id: Exclude<Dialog, null>, label: string, use: Command) => (
    <May use={use}>
      <Button onClick={() => setDialog(id)} data-testid={`person-${id}`}>
        {label}
      </Button>
    </May>
  );
  return (
    <Page
      title={person.name}
      tabs={{
        active: tab,
        onChange: setTab,
        items: [
          { key: 'profile', label: words.tabs.profile },
          { key: 'cover', label: words.tabs.cover },
          { key: 'strip', label: words.tabs.strip },
          { key: 'month', label: words.tabs.month, use: 'contribution_ledger' },
          { key: 'wages', label: words.tabs.wages, use: 'payroll_worksheet' },
        ],
      }}
      tabsBelow
      testId="person-page"
      sub={
        <span className="row is-tight nowrap">
          <span className="figure">
            {[person.employee_no, person.department, job?.unit].filter(Boolean).join(' · ')}
          </span>
          <Mark tone={person.active ? 'done' : 'off'} chip>
            {person.active ? words.activeState : words.leftState}
          </Mark>
        </span>
      }
      actions={
        <>
          {action('edit', words.editDo, 'roster_edit')}
          {action('enroll', words.enroll, 'enrollment_enroll')}
          {action('withdraw', words.withdraw, 'enrollment_withdraw')}
          {action('declare', words.declare, 'base_declare')}
          <May use="statement_preview">
            <Button
              type="primary"
              onClick={() => go(`/statement?employee=${encodeURIComponent(no)}`)}
              data-testid="person-statement"
            >
              {words.statement}
            </Button>
          </May>
        </>
      }
      before={back}
    >
      {tab === 'profile' ? <PersonProfile person={person} /> : null}
      {tab === 'cover' ? <PersonCover person={person} /> : null}
      {tab === 'strip' ? <PersonStrip employeeNo={no} /> : null}
      {tab === 'month' ? <PersonMonth employeeNo={no} /> : null}
      {tab === 'wages' ? (
        <WageWorksheet
          employeeNo={no}
          onUse={(amount) => {
            setProposed(amount);
            setDialog('declare');
          }}
        />
      ) : null}
      {dialog === 'edit' ? <PersonForm person={person} onClose={close} /> : null}
      {dialog === 'enroll' ? <EnrollDialog employeeNo={no} onClose={close} /> : null}
      {dialog === 'withdraw' ? <WithdrawDialog employeeNo={no} onClose={close} /> : null}
      {dialog === 'declare' ? <DeclareDialog employeeNo={no} amount={proposed} onClose={close} /> : null}
    </Page>
  );
}
