import { Button } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { FailureNote } from '../../kit/FailureNote';
import { DayInput, MoneyInput } from '../../kit/inputs';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.arrears.plan;

/** 补缴安排测算: days and amounts to be tried. Arithmetic, and it says so. */
export function PlanPanel({ outstanding }: { outstanding: string }) {
  const { today } = useSession();
  const [parts, setParts] = useState([{ id: 0, day: today, amount: outstanding }]);
  const plan = useAct(
    () => bridge.arrearsPlan({ unit: null, instalments: parts.map(({ day, amount }) => ({ day, amount })) }),
    {
      inline: true,
      readOnly: true,
    },
  );
  const change = (id: number, field: 'day' | 'amount', value: string) =>
    setParts(parts.map((part) => (part.id === id ? { ...part, [field]: value } : part)));
  return (
    <Panel title={words.title} testId="arrears-plan">
      <div className="stack">
        <p className="soft">{words.about}</p>
        {parts.map((part) => (
          <div key={part.id} className="row">
            <DayInput
              className="short-field"
              value={part.day}
              aria-label={words.day}
              onChange={(day) => change(part.id, 'day', day)}
            />
            <MoneyInput
              className="short-field"
              value={part.amount}
              aria-label={words.amount}
              onChange={(amount) => change(part.id, 'amount', amount)}
            />
            <Button
              size="small"
              disabled={parts.length === 1}
              onClick={() => setParts(parts.filter((other) => other.id !== part.id))}
            >
              {words.remove}
            </Button>
          </div>
        ))}
        <div className="row">
          <Button onClick={() => setParts([...parts, { id: (parts.at(-1)?.id ?? 0) + 1, day: today, amount: '0.00' }])}>
            {words.add}
          </Button>
          <Button type="primary" loading={plan.isPending} onClick={() => plan.mutate(undefined)} data-testid="plan-run">
            {words.run}
          </Button>
        </div>
        <FailureNote failure={plan.error} />
        {plan.data ? (
          <Sheet
            label={words.title}
            testId="plan-steps"
            rows={plan.data}
            rowKey={(step, at) => `${step.day}|${at}`}
            columns={[
              { title: words.day, nowrap: true, cell: (step) => <span className="figure">{step.day}</span> },
              { title: words.amount, right: true, nowrap: true, cell: (step) => formatMoney(step.amount) },
              { title: words.outstanding, right: true, nowrap: true, cell: (step) => formatMoney(step.outstanding) },
              { title: words.lateFee, right: true, nowrap: true, cell: (step) => formatMoney(step.late_fee) },
            ]}
          />
        ) : null}
      </div>
    </Panel>
  );
}
