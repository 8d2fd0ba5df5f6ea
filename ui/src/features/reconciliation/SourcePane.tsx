import type { PersonDifference } from '../../generated/PersonDifference';
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

/** What one side of one insurance owes, and what was found of it. */
interface SideRow {
  name: string;
  insurance: string;
  side: 'employer' | 'employee';
  due: string;
  /** Deducted from wages; the employer's side has none. */
  payroll: string | null;
  agency: string | null;
}

function sidesOf(row: PersonDifference): SideRow[] {
  const { name, insurance } = row;
  const employer = { side: 'employer', due: row.due_employer ?? '0.00', payroll: null, agency: row.agency_employer };
  const employee = {
    side: 'employee',
    due: row.due_employee ?? '0.00',
    payroll: row.payroll_employee,
    agency: row.agency_employee,
  };
  const both = [employer, employee] as const;
  return both
    .filter((side) => [side.due, side.payroll, side.agency].some((amount) => (toFen(amount) ?? 0n) !== 0n))
    .map((side) => ({ name, insurance, ...side }) as SideRow);
}

/** A figure that is not what is due stands out by a sign, not by its colour alone. */
function Found({ found, due }: { found: string | null; due: string }) {
  if (found === null) return toFen(due) === 0n ? '—' : <Mark tone="act">{words.none}</Mark>;
  return toFen(found) === toFen(due) ? formatMoney(found) : <Mark tone="act">{formatMoney(found)}</Mark>;
}

/** 应缴 | 工资已扣 | 经办入账 per person, insurance and side, and the debits these went into. */
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
            rows={cells.slice(0, SHOWN).flatMap(sidesOf)}
            rowKey={(row, index) => `${row.insurance}|${row.side}|${index}`}
            columns={[
              ...(several ? [{ title: words.name, cell: (row: SideRow) => row.name, nowrap: true }] : []),
              { title: words.insurance, cell: (row) => insuranceName(row.insurance), nowrap: true },
              { title: words.bearer, cell: (row) => words.side[row.side], nowrap: true },
              { title: words.band.due, cell: (row) => formatMoney(row.due), right: true },
              {
                title: words.deducted,
                cell: (row) => (row.side === 'employer' ? '—' : <Found found={row.payroll} due={row.due} />),
                right: true,
              },
              { title: words.credited, cell: (row) => <Found found={row.agency} due={row.due} />, right: true },
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
