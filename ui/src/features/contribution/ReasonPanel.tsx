import { Segmented } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import { Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { StatusMark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { SidePanel } from '../../kit/SidePanel';
import { useRead } from '../../kit/useDesk';
import { GAP, insuranceName, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { Settle } from './Settle';
import { StepList } from './StepList';

const words = zh.contribution;

/** Which amount is asked about. */
export interface ReasonOf {
  month: string;
  employee_no: string;
  unit: string;
  insurance: string;
  side: 'employer' | 'employee';
}

/** 为什么是 760.00: every step, with policy value, official sentence, law and source cell. */
export function ReasonPanel({ of, onClose }: { of: ReasonOf; onClose: () => void }) {
  const { month, employee_no, unit, insurance } = of;
  const [chosen, setChosen] = useState({ of, side: of.side });
  const side = chosen.of === of ? chosen.side : of.side;
  const read = useRead(['explain', month, employee_no, unit, insurance], () =>
    bridge.contributionExplain({ month, employee_no, unit, insurance }),
  );
  const reason = read.data;
  const amount = reason ? reason[side] : null;
  const other = side === 'employer' ? 'employee' : 'employer';
  const title = reason ? (amount === null ? words.whyOpen : words.why(formatMoney(amount))) : words.reasonLabel;
  return (
    <SidePanel
      label={words.reasonLabel}
      title={title}
      sub={reason ? `${reason.name} · ${insuranceName(insurance)} · ${chineseMonth(month)}` : ''}
      onClose={onClose}
      testId="reason-panel"
    >
      {read.isPending ? <Loading /> : null}
      <FailureNote failure={read.error} />
      {reason ? (
        <div className="stack">
          <div className="row">
            <Segmented
              value={side}
              options={(['employer', 'employee'] as const).map((value) => ({
                value,
                label: `${words.side[value]} ${formatMoney(reason[value])}`,
              }))}
              onChange={(value) => setChosen({ of, side: value })}
            />
            <StatusMark status={reason.status} chip />
          </div>
          <p className="soft">{reason.unit}</p>
          {reason.open ? (
            <div className="note is-act stack" data-testid="reason-open">
              <strong>{word(GAP, reason.open.gap)}</strong>
              <Settle item={reason.open} employeeNo={employee_no} />
            </div>
          ) : null}
          <StepList steps={reason.steps.filter((step) => step.kind !== other)} />
        </div>
      ) : null}
    </SidePanel>
  );
}
