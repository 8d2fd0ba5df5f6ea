import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { May, useMay } from '../../app/rights';
import { useSession } from '../../app/session';
import type { Alert } from '../../generated/Alert';
import { formatMoney } from '../../kit/money';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';
import { LawText } from '../law/LawText';
import { commandOf, monthShown, pathOf } from './target';

const words = zh.alert;

function Days({ alert }: { alert: Alert }) {
  if (alert.due === null || alert.days_left === null) return null;
  const late = alert.days_left < 0;
  return (
    <span className={`figure nowrap alert-days ${late ? 'is-late' : ''}`} title={alert.due}>
      {late ? words.overdue(-alert.days_left) : words.left(alert.days_left)}
      <span className="soft">{alert.due.slice(5)}</span>
    </span>
  );
}

/** How much is at stake, and where the day or the duty comes from: an article opens as its card. */
function Stake({ alert }: { alert: Alert }) {
  if (alert.amount === null && alert.basis === null) return null;
  return (
    <span className="alert-stake">
      {alert.amount ? <strong className="figure">{words.yuan(formatMoney(alert.amount))}</strong> : null}
      {alert.law && alert.basis ? <LawLink id={alert.law}>{alert.basis}</LawLink> : alert.basis}
    </span>
  );
}

/** One thing to do: what harm it does, whom it concerns and why, how much, by when, and the next step. */
export function AlertRow({ alert }: { alert: Alert }) {
  const go = useNavigate();
  const { setMonth } = useSession();
  // Who only looks is not told to do it.
  const works = useMay()('roster_edit');
  const handle = () => {
    const month = monthShown(alert);
    if (month) setMonth(month);
    go(pathOf(alert));
  };
  return (
    <li className={`is-${alert.severity}`} data-testid={`alert-row-${alert.code}`}>
      <span className="alert-harm">{words.harm[alert.harm]}</span>
      <span className="alert-text">
        {alert.employee_no ? <strong>{alert.subject}</strong> : null}
        <LawText>{alert.message}</LawText>
        <Stake alert={alert} />
      </span>
      <Days alert={alert} />
      <May use={commandOf(alert)}>
        <Button
          size="small"
          type={alert.severity === 'act' ? 'primary' : 'default'}
          ghost={alert.severity === 'act'}
          onClick={handle}
          data-testid={`alert-${alert.code}`}
        >
          {works ? alert.action : zh.common.view}
        </Button>
      </May>
    </li>
  );
}
