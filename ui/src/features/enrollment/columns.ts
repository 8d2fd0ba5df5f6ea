import type { EnrollmentLine } from '../../generated/EnrollmentLine';
import type { Person } from '../../generated/Person';
import type { GridColumn } from '../../kit/grid/types';
import { INSURANCE_ORDER, insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

/** One person in one unit, with the cover of each insurance. */
export interface CoverRow {
  employee_no: string;
  name: string;
  initials: string;
  id_tail: string;
  unit: string;
  reason: string;
  cover: Map<string, EnrollmentLine>;
}

export function coverRows(lines: readonly EnrollmentLine[], people: readonly Person[]): CoverRow[] {
  const known = new Map(people.map((person) => [person.employee_no, person]));
  const rows = new Map<string, CoverRow>();
  for (const line of lines) {
    const key = `${line.employee_no}|${line.unit}`;
    const person = known.get(line.employee_no);
    const row = rows.get(key) ?? {
      employee_no: line.employee_no,
      name: line.name,
      initials: person?.initials ?? '',
      id_tail: person?.id_number?.slice(-4) ?? '',
      unit: line.unit,
      reason: '',
      cover: new Map(),
    };
    row.cover.set(line.insurance, line);
    row.reason ||= line.reason ?? '';
    rows.set(key, row);
  }
  return [...rows.values()];
}

export function coverColumns(lines: readonly EnrollmentLine[]): GridColumn<CoverRow>[] {
  const occurring = new Set(lines.map((line) => line.insurance));
  const insurances = INSURANCE_ORDER.filter((id) => occurring.has(id));
  const titles = zh.roster.columns;
  return [
    { id: 'name', title: titles.name, width: 92, frozen: true, text: (row) => row.name, opens: () => true },
    { id: 'no', title: titles.no, width: 84, kind: 'id', text: (row) => row.employee_no },
    { id: 'unit', title: titles.unit, width: 170, text: (row) => row.unit },
    ...insurances.map(
      (insurance): GridColumn<CoverRow> => ({
        id: insurance,
        title: insuranceName(insurance),
        width: 132,
        kind: 'month',
        text: (row) => {
          const line = row.cover.get(insurance);
          return line ? zh.common.span(line.first_month, line.last_month) : '';
        },
      }),
    ),
    { id: 'reason', title: zh.enrollment.reason, width: 160, text: (row) => row.reason },
  ];
}
