import type { Reconciliation } from '../../generated/Reconciliation';
import { Mark } from '../../kit/Mark';
import { formatMoney, toFen } from '../../kit/money';
import { originText } from '../../kit/OriginNote';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { bookingsOf, cellsOf, type Difference } from './differences';

const words = zh.reconciliation;

const SHOWN = 60;

/** A figure that is not what is due stands out by a sign, not by its colour alone. */
function Found({ found, due }: { found: string | null; due: string | null }) {
  if (found === null) return <Mark tone="act">{words.none}</Mark>;
  const same = toFen(found) === toFen(due ?? '0');
  return same ? formatMoney(found) : <Mark tone="act">{formatMoney(found)}</Mark>;
}

/** 应缴 | 工资已扣 | 经办入账 per person and insurance, and the debits these went into. */
export function SourcePane({ difference, result }: { difference: Difference; result: Reconciliation }) {
  const cells = cellsOf(difference);
  const bookings = bookingsOf(difference, result);
  const several = new Set(cells.map((row) => row.name)).size > 1;
  const lines = bookings.flatMap((row) => row.lines.map(originText));
  return (
    <Panel title={words.sources} fill testId="recon-sources">
      <div className="recon-scroll">
        {cells.length > 0 ? (
          <Sheet
            label={words.sources}
            rows={cells.slice(0, SHOWN)}
            rowKey={(row, index) => `${row.employee_no}|${row.insurance}|${index}`}
            columns={[
              ...(several ? [{ title: words.name, cell: (row: (typeof cells)[0]) => row.name, nowrap: true }] : []),
              { title: words.insurance, cell: (row) => insuranceName(row.insurance), nowrap: true },
              { title: words.dueEmployer, cell: (row) => formatMoney(row.due_employer ?? '0.00'), right: true },
              { title: words.dueEmployee, cell: (row) => formatMoney(row.due_employee ?? '0.00'), right: true },
              {
                title: words.deducted,
                cell: (row) => <Found found={row.payroll_employee} due={row.due_employee} />,
                right: true,
              },
              {
                title: words.creditedEmployer,
                cell: (row) => <Found found={row.agency_employer} due={row.due_employer} />,
                right: true,
              },
              {
                title: words.creditedEmployee,
                cell: (row) => <Found found={row.agency_employee} due={row.due_employee} />,
                right: true,
              },
            ]}
          />
        ) : null}
        {cells.length > SHOWN ? <p className="soft recon-pad">{words.more(cells.length)}</p> : null}
        {bookings.length > 0 ? (
          <>
            <h3 className="recon-pad">{words.booking}</h3>
            <Sheet
              label={words.booking}
              rows={bookings}
              rowKey={(row) => `${row.unit}|${row.group}`}
              columns={[
                { title: words.groupColumn, cell: (row) => row.group, nowrap: true },
                { title: words.agencySum, cell: (row) => formatMoney(row.agency) || '—', right: true },
                { title: words.bankSum, cell: (row) => formatMoney(row.bank) || words.band.notImported, right: true },
                { title: words.difference, cell: (row) => formatMoney(row.difference) || '—', right: true },
              ]}
            />
            {lines.length > 0 ? (
              <div className="recon-pad">
                <span className="soft">{words.bankLines}</span>
                <ul className="recon-evidence">
                  {lines.map((line) => (
                    <li key={line} className="origin">
                      {line}
                    </li>
                  ))}
                </ul>
              </div>
            ) : null}
          </>
        ) : null}
      </div>
    </Panel>
  );
}
