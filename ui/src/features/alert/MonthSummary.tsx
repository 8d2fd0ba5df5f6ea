import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { Ledger } from '../../generated/Ledger';
import { Empty } from '../../kit/Empty';
import { Mark, MonthMark } from '../../kit/Mark';
import { formatMoney, sumShown } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { known, sumKnown } from '../contribution/totals';

const words = zh.alert;

interface InsuranceSum {
  insurance: string;
  heads: number;
  employer: string;
  employee: string;
}

/** The desk's totals per unit, added up over the units. */
function byInsurance(ledger: Ledger): InsuranceSum[] {
  return ledger.insurances.map((insurance) => {
    const totals = ledger.totals.filter((total) => total.insurance === insurance);
    return {
      insurance,
      heads: totals.reduce((sum, total) => sum + total.heads, 0),
      employer: sumKnown(totals.map((total) => known(total, 'employer'))),
      employee: sumKnown(totals.map((total) => known(total, 'employee'))),
    };
  });
}

/** How the month stands: what is due, by insurance and side. */
export function MonthSummary() {
  const go = useNavigate();
  const { book, month } = useSession();
  const computed = book.months.includes(month);
  const read = useRead(['ledger', month], () => bridge.contributionLedger(month), computed);
  const ledger = computed ? read.data : undefined;
  const title = words.month(chineseMonth(month));
  if (!ledger || ledger.state === 'none') {
    return (
      <Panel title={title} extra={<MonthMark state="none" />}>
        <Empty title={words.notRun} actions={<Button onClick={() => go('/ledger')}>{words.steps.run.action}</Button>} />
      </Panel>
    );
  }
  const sums = byInsurance(ledger);
  const employer = sumShown(ledger.totals.map((total) => total.employer));
  const employee = sumShown(ledger.totals.map((total) => total.employee));
  const open = ledger.open.reduce((count, item) => count + item.people, 0);
  return (
    <Panel title={title} extra={<MonthMark state={ledger.state} />} testId="month-summary">
      <div className="due">
        <span className="soft">{open > 0 ? words.dueKnown : words.due}</span>
        <strong className="figure" data-testid="month-due">
          {formatMoney(sumShown([employer, employee]))}
        </strong>
        <span className="soft figure">
          {words.employer} {formatMoney(employer)} · {words.employee} {formatMoney(employee)}
        </span>
        <span className="soft figure">
          {words.people} {ledger.rows.length}
          {open > 0 ? (
            <>
              {' · '}
              <Mark tone="act">
                {words.unconfirmed} {open}
              </Mark>
            </>
          ) : null}
        </span>
      </div>
      <Sheet
        label={words.byInsurance}
        rows={sums}
        rowKey={(sum) => sum.insurance}
        columns={[
          { title: words.insurance, cell: (sum) => insuranceName(sum.insurance), nowrap: true },
          { title: words.heads, cell: (sum) => sum.heads, right: true },
          { title: words.employer, cell: (sum) => formatMoney(sum.employer), right: true },
          { title: words.employee, cell: (sum) => formatMoney(sum.employee), right: true },
        ]}
      />
    </Panel>
  );
}
