import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { plusMonths } from '../../kit/month';
import { Panel } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { GapLegend, GapStrip } from '../insight/GapStrip';
import { ProofTable } from '../reconciliation/ProofTable';

const words = zh.insight;

/** 24 months of one person, insurance by insurance. */
export function PersonStrip({ employeeNo }: { employeeNo: string }) {
  const { month } = useSession();
  const from = plusMonths(month, -23);
  const read = useRead(['strip', employeeNo, month], () =>
    bridge.insightGaps({ employee_no: employeeNo, from, to: month }),
  );
  return (
    <div className="page-body is-scroll is-flush">
      <Panel title={words.strip} flush testId="person-strip">
        {read.isPending ? <Loading /> : null}
        <FailureNote failure={read.error} />
        {read.data && read.data.rows.length === 0 ? <Empty title={words.stripNone} /> : null}
        {read.data && read.data.rows.length > 0 ? (
          <GapStrip label={words.strip} months={read.data.months} rows={read.data.rows} />
        ) : null}
      </Panel>
      <GapLegend />
      <May use="reconciliation_states">
        <ProofTable employeeNo={employeeNo} month={month} />
      </May>
    </div>
  );
}
