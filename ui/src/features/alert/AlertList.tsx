import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import type { Alert } from '../../generated/Alert';
import { Mark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';
import { LawText } from '../law/LawText';
import { pathOf } from './target';

const words = zh.alert;

/** Screens that show the month in view. */
const MONTHLY: ReadonlySet<string> = new Set(['ledger', 'remittance', 'arrears', 'reconciliation', 'export']);

/** How many are shown before she asks for the rest. */
const SHOWN = 40;

function Days({ alert }: { alert: Alert }) {
  if (alert.due === null || alert.days_left === null) return null;
  const late = alert.days_left < 0;
  return (
    <span className={`figure nowrap alert-days ${late ? 'is-late' : ''}`} title={alert.due}>
      {late ? words.overdue(-alert.days_left) : words.left(alert.days_left)}
    </span>
  );
}

/** Where the day or the duty comes from: an article opens as its card. */
function Basis({ alert }: { alert: Alert }) {
  if (alert.law && alert.basis) return <LawLink id={alert.law}>{alert.basis}</LawLink>;
  return alert.basis ? <span className="soft">{alert.basis}</span> : null;
}

function AlertRow({ alert }: { alert: Alert }) {
  const go = useNavigate();
  const { setMonth } = useSession();
  const handle = () => {
    if (MONTHLY.has(alert.screen) && alert.focus) setMonth(alert.focus);
    go(pathOf(alert));
  };
  return (
    <li className={`is-${alert.severity}`} data-testid={`alert-row-${alert.code}`}>
      <Mark tone={alert.severity}>
        <span className="alert-text">
          {alert.employee_no ? <strong className="alert-who">{alert.subject}</strong> : null}
          <LawText>{alert.message}</LawText>
          {alert.amount ? <span className="figure alert-amount">{formatMoney(alert.amount)}</span> : null}{' '}
          <Basis alert={alert} />
        </span>
      </Mark>
      <Days alert={alert} />
      <Button
        size="small"
        type={alert.severity === 'act' ? 'primary' : 'default'}
        ghost={alert.severity === 'act'}
        onClick={handle}
        data-testid={`alert-${alert.code}`}
      >
        {alert.action}
      </Button>
    </li>
  );
}

/** 今日待办: in the desk's order, the worst and the nearest first. */
export function AlertList({ alerts }: { alerts: readonly Alert[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? alerts : alerts.slice(0, SHOWN);
  return (
    <>
      <ul className="alert-list" data-testid="alert-list">
        {shown.map((alert) => (
          <AlertRow
            key={`${alert.code}.${alert.subject}.${alert.unit}.${alert.focus}.${alert.message}`}
            alert={alert}
          />
        ))}
      </ul>
      {shown.length < alerts.length ? (
        <p className="panel-body">
          <Button type="link" onClick={() => setAll(true)} data-testid="alert-all">
            {words.more(alerts.length - shown.length)}
          </Button>
        </p>
      ) : null}
    </>
  );
}
