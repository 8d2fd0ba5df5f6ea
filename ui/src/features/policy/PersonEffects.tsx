import type { PersonEffect } from '../../generated/PersonEffect';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { sumShown } from '../../kit/money';
import { zh } from '../../words/zh';

const words = zh.policyChange;

const COLUMNS: GridColumn<PersonEffect>[] = [
  { id: 'name', title: zh.contribution.columns.name, width: 110, frozen: true, text: (row) => row.name },
  { id: 'no', title: zh.contribution.columns.no, width: 100, kind: 'id', text: (row) => row.employee_no },
  { id: 'months', title: words.monthCount, width: 80, kind: 'id', text: (row) => String(row.months) },
  { id: 'employer', title: words.employer, width: 120, kind: 'money', text: (row) => row.employer_difference },
  { id: 'employee', title: words.employee, width: 120, kind: 'money', text: (row) => row.employee_difference },
];

/** What the change costs each person and her employer over all computed months. */
export function PersonEffects({ persons }: { persons: readonly PersonEffect[] }) {
  const cells = {
    name: zh.contribution.total,
    employer: sumShown(persons.map((row) => row.employer_difference)),
    employee: sumShown(persons.map((row) => row.employee_difference)),
  };
  return (
    <section className="panel effect-grid">
      <div className="panel-head">
        <h2>{words.persons}</h2>
      </div>
      <Grid
        label={words.persons}
        testId="preview-persons"
        rows={persons}
        columns={COLUMNS}
        footers={[{ id: 'all', cells }]}
        summary={zh.common.people(persons.length)}
      />
    </section>
  );
}
