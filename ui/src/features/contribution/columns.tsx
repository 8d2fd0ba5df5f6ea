import type { Ledger } from '../../generated/Ledger';
import type { LedgerCell } from '../../generated/LedgerCell';
import type { GridColumn } from '../../kit/grid/types';
import { Mark, StatusMark, statusIcon, statusTone } from '../../kit/Mark';
import { formatMoney, sumShown } from '../../kit/money';
import { insuranceName, LINE_KIND, STATUS, word } from '../../words/terms';
import { zh } from '../../words/zh';
import type { ReasonOf } from './ReasonPanel';
import { isTrueUp, type ShownRow } from './rows';

const titles = zh.contribution.columns;

type Side = 'employer' | 'employee';

function cellOf(row: ShownRow, insurance: string): LedgerCell | undefined {
  return row.cells().find((cell) => cell.insurance === insurance);
}

/** What needs her comes first. */
const BY_CONCERN = ['unconfirmed', 'provisional', 'carried_over', 'unit_confirmed', 'final'];

/** The status of a row: the one of its cells that concerns her most. */
export function rowStatus(row: ShownRow): string {
  return BY_CONCERN.find((status) => row.cells().some((cell) => cell.status === status)) ?? 'final';
}

function Amount({ cell, side }: { cell: LedgerCell | undefined; side: Side }) {
  if (!cell) return null;
  const amount = cell[side];
  if (amount === null) {
    return side === 'employer' ? (
      <Mark tone="act">{word(STATUS, 'unconfirmed')}</Mark>
    ) : (
      <span className="mark is-act">!</span>
    );
  }
  if (amount === '0.00') return <span className="soft">{formatMoney(amount)}</span>;
  if (cell.status === 'final') return <>{formatMoney(amount)}</>;
  return (
    <>
      <span className={`cell-mark mark is-${statusTone(cell.status)}`} title={word(STATUS, cell.status)}>
        <span aria-hidden="true">{statusIcon(cell.status)}</span>
        <span className="sr-only">{word(STATUS, cell.status)}</span>
      </span>
      {formatMoney(amount)}
    </>
  );
}

/** A side that nobody pays in the month (工伤 个人) is hidden until she asks for it. */
function isNobodys(ledger: Ledger, insurance: string, side: Side): boolean {
  const known = ledger.totals.filter((total) => total.insurance === insurance && total.unconfirmed < total.heads);
  return side === 'employee' && known.length > 0 && known.every((total) => total.employee === '0.00');
}

function share(ledger: Ledger, insurance: string, side: Side): GridColumn<ShownRow> {
  return {
    id: `${insurance}.${side}`,
    group: insuranceName(insurance),
    title: titles[side],
    width: 92,
    kind: 'money',
    hiddenAtFirst: isNobodys(ledger, insurance, side),
    text: (row) => cellOf(row, insurance)?.[side] ?? '',
    show: (row) => <Amount cell={cellOf(row, insurance)} side={side} />,
    opens: (row) => cellOf(row, insurance) !== undefined,
  };
}

/** The columns of a month: person, base, every insurance with both sides, totals, status. */
export function ledgerColumns(ledger: Ledger): GridColumn<ShownRow>[] {
  const several = new Set(ledger.rows.map((row) => row.unit)).size > 1;
  const mended = ledger.true_ups.length > 0;
  const late = ledger.rows.some((row) => row.booked !== null) || mended;
  return [
    { id: 'name', title: titles.name, width: 82, frozen: true, text: (row) => row.name },
    { id: 'no', title: titles.no, width: 78, kind: 'id', frozen: true, text: (row) => row.employee_no },
    {
      id: 'kind',
      title: titles.kind,
      width: 70,
      hiddenAtFirst: !mended,
      text: (row) => word(LINE_KIND, row.kind),
      show: (row) => (isTrueUp(row) ? <Mark tone="own">{word(LINE_KIND, row.kind)}</Mark> : word(LINE_KIND, row.kind)),
    },
    { id: 'period', title: titles.period, width: 76, kind: 'month', hiddenAtFirst: !mended, text: (row) => row.period },
    { id: 'tail', title: titles.tail, width: 76, kind: 'id', hiddenAtFirst: true, text: (row) => row.id_tail },
    { id: 'department', title: titles.department, width: 96, hiddenAtFirst: true, text: (row) => row.department ?? '' },
    { id: 'unit', title: titles.unit, width: 176, hiddenAtFirst: !several, text: (row) => row.unit },
    {
      id: 'booked',
      title: titles.booked,
      width: 76,
      kind: 'month',
      hiddenAtFirst: !late,
      text: (row) => row.booked ?? '',
    },
    { id: 'declared', title: titles.declared, width: 94, kind: 'money', text: (row) => row.declared_base ?? '' },
    ...ledger.insurances.flatMap((insurance): GridColumn<ShownRow>[] => [
      {
        id: `${insurance}.base`,
        group: insuranceName(insurance),
        title: titles.base,
        width: 92,
        kind: 'money',
        hiddenAtFirst: true,
        text: (row) => cellOf(row, insurance)?.base ?? '',
      },
      share(ledger, insurance, 'employer'),
      share(ledger, insurance, 'employee'),
    ]),
    {
      id: 'sum.employer',
      group: titles.all,
      title: titles.employer,
      width: 100,
      kind: 'money',
      text: (row) => row.employer,
    },
    {
      id: 'sum.employee',
      group: titles.all,
      title: titles.employee,
      width: 100,
      kind: 'money',
      text: (row) => row.employee,
    },
    {
      id: 'sum.both',
      group: titles.all,
      title: titles.total,
      width: 108,
      kind: 'money',
      text: (row) => sumShown([row.employer, row.employee]),
    },
    {
      id: 'state',
      title: titles.state,
      width: 94,
      text: (row) => word(STATUS, rowStatus(row)),
      show: (row) => <StatusMark status={rowStatus(row)} />,
    },
  ];
}

/** Which amount a cell of the grid asks about. */
export function reasonOf(row: ShownRow, columnId: string): ReasonOf | null {
  const at = columnId.lastIndexOf('.');
  const side = columnId.slice(at + 1);
  if (side !== 'employer' && side !== 'employee') return null;
  return { month: row.period, employee_no: row.employee_no, unit: row.unit, insurance: columnId.slice(0, at), side };
}
