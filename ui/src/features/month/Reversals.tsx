import { Modal } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import type { MonthReversal } from '../../generated/MonthReversal';
import { formatMoney } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.month;

function Reversal({ reversal }: { reversal: MonthReversal }) {
  const { seal, reopened_at, user, reason, lines, employer, employee, reversed } = reversal;
  return (
    <section className="stack">
      <div>
        <strong>{words.reversal(reopened_at, user)}</strong>
        <div>{words.reversalReason(reason)}</div>
        <div className="soft figure">
          {words.reversalSum(seal, lines, formatMoney(employer), formatMoney(employee))}
        </div>
        <div className="figure">
          {words.difference(formatMoney(reversal.employer_difference), formatMoney(reversal.employee_difference))}
        </div>
      </div>
      <div className="reversal-lines">
        <Sheet
          label={words.reversals}
          testId="reversal-lines"
          rows={reversed}
          rowKey={(line, at) => `${line.employee_no}|${line.period}|${line.insurance}|${at}`}
          columns={[
            { title: words.person, nowrap: true, cell: (line) => `${line.name}（${line.employee_no}）` },
            { title: words.period, nowrap: true, cell: (line) => line.period },
            { title: words.insurance, nowrap: true, cell: (line) => insuranceName(line.insurance) },
            { title: words.employer, right: true, nowrap: true, cell: (line) => formatMoney(line.employer) },
            { title: words.employee, right: true, nowrap: true, cell: (line) => formatMoney(line.employee) },
          ]}
        />
      </div>
    </section>
  );
}

/** 冲销记录 of a month: a link while there is one, and the lines behind it. */
export function Reversals({ month }: { month: string }) {
  const [shown, setShown] = useState(false);
  const read = useRead(['reversals', month], () => bridge.monthReversals(month));
  const reversals = read.data ?? [];
  if (reversals.length === 0) return null;
  return (
    <>
      <button type="button" className="link" onClick={() => setShown(true)} data-testid="reversals">
        {words.reversalsCount(reversals.length)}
      </button>
      <Modal
        open={shown}
        width={760}
        title={words.reversalsTitle(chineseMonth(month))}
        footer={null}
        onCancel={() => setShown(false)}
      >
        <div className="stack">
          {reversals.map((reversal) => (
            <Reversal key={`${reversal.reopened_at}|${reversal.seal}`} reversal={reversal} />
          ))}
        </div>
      </Modal>
    </>
  );
}
