import type { Estimate } from '../../generated/Estimate';
import { Mark, StatusMark } from '../../kit/Mark';
import { formatMoney, formatRate, sumShown } from '../../kit/money';
import { GAP, insuranceName, STATUS, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { StepList } from '../contribution/StepList';

const words = zh.policy;

/** Each insurance with its amounts; opening one shows the steps. */
export function EstimateResult({ estimate }: { estimate: Estimate }) {
  const total = {
    employer: sumShown(estimate.lines.map((line) => line.employer)),
    employee: sumShown(estimate.lines.map((line) => line.employee)),
  };
  const share = (amount: string | null) =>
    amount === null ? <Mark tone="act">{word(STATUS, 'unconfirmed')}</Mark> : formatMoney(amount);
  return (
    <div className="sheet-scroll" data-testid="estimate-result">
      <div className="estimate-line estimate-head">
        <span>{words.insurance}</span>
        <span className="right">{words.baseColumn}</span>
        <span className="right">{words.rateColumn}</span>
        <span className="right">{words.employer}</span>
        <span className="right">{words.employee}</span>
        <span>{words.status}</span>
      </div>
      {estimate.lines.map((line) => (
        <details key={line.insurance} className="estimate-row" data-testid={`estimate-${line.insurance}`}>
          <summary className="estimate-line figure">
            <strong>{insuranceName(line.insurance)}</strong>
            <span className="right">{formatMoney(line.base)}</span>
            <span className="right">
              {[line.employer_rate, line.employee_rate].map((rate) => formatRate(rate) || '—').join(' / ')}
            </span>
            <span className="right">{share(line.employer)}</span>
            <span className="right">{share(line.employee)}</span>
            <StatusMark status={line.status} />
          </summary>
          <div className="estimate-steps">
            {line.open ? (
              <div className="note is-act">
                {word(GAP, line.open.gap)} {line.open.note}
              </div>
            ) : null}
            <StepList steps={line.steps} />
          </div>
        </details>
      ))}
      <div className="estimate-line estimate-total figure">
        <strong>{words.total}</strong>
        <span />
        <span className="right">{formatMoney(sumShown([total.employer, total.employee]))}</span>
        <span className="right">{formatMoney(total.employer)}</span>
        <span className="right">{formatMoney(total.employee)}</span>
        <span />
      </div>
    </div>
  );
}
