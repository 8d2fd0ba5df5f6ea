import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { StatusMark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { cellsIn } from '../contribution/cells';
import { type ReasonOf, ReasonPanel } from '../contribution/ReasonPanel';

const words = zh.roster;

/** This month's lines of one person; an amount opens its reason. */
export function PersonMonth({ employeeNo }: { employeeNo: string }) {
  const { month } = useSession();
  const [reason, setReason] = useState<ReasonOf | null>(null);
  const ledger = useRead(['ledger', month], () => bridge.contributionLedger(month));
  if (ledger.isPending) return <Loading />;
  if (ledger.isError && ledger.error.code !== 'month_not_run') return <FailureNote failure={ledger.error} />;
  const rows = (ledger.data?.rows ?? []).filter((row) => row.employee_no === employeeNo);
  if (rows.length === 0) return <Empty title={words.monthNone} />;
  return (
    <div className="split">
      <div className="page-body is-scroll is-flush">
        {rows.map((row) => {
          const amount = (text: string | null, side: ReasonOf['side'], insurance: string) =>
            text === null ? null : (
              <button
                type="button"
                className="link"
                onClick={() => setReason({ month, employee_no: employeeNo, unit: row.unit, insurance, side })}
              >
                {formatMoney(text)}
              </button>
            );
          return (
            <Panel
              key={`${row.unit}.${row.booked ?? ''}`}
              title={row.unit}
              extra={<span className="figure">{month}</span>}
              flush
            >
              <Sheet
                label={row.unit}
                rows={cellsIn(row.cells)}
                rowKey={(cell) => cell.insurance}
                columns={[
                  { title: zh.enrollment.insurance, cell: (cell) => insuranceName(cell.insurance), nowrap: true },
                  { title: words.base, cell: (cell) => formatMoney(cell.base), right: true },
                  {
                    title: words.employer,
                    cell: (cell) => amount(cell.employer, 'employer', cell.insurance),
                    right: true,
                  },
                  {
                    title: words.employee,
                    cell: (cell) => amount(cell.employee, 'employee', cell.insurance),
                    right: true,
                  },
                  { title: words.columns.state, cell: (cell) => <StatusMark status={cell.status} />, nowrap: true },
                ]}
              />
            </Panel>
          );
        })}
      </div>
      {reason ? <ReasonPanel of={reason} onClose={() => setReason(null)} /> : null}
    </div>
  );
}
