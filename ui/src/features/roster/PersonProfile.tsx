import type { FieldClass } from '../../bridge/people';
import type { Person } from '../../generated/Person';
import type { RetirementView } from '../../generated/RetirementView';
import { Facts } from '../../kit/Facts';
import { OriginNote } from '../../kit/OriginNote';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { fieldName } from '../../words/failure';
import { HUKOU, ID_TYPE, MEDICAL_TIER, POSITION_CLASS, SEX, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { Masked } from './Masked';
import { PersonRules } from './PersonRules';

const words = zh.roster;

/** The month of the statutory age, or what keeps it from being stated. */
function retirementText({ month, age, minimum_months, missing }: RetirementView): string | null {
  return month && age ? words.retires(month, age, minimum_months) : missing;
}

/** Identity and employment spells, each with where it came from. */
export function PersonProfile({ person }: { person: Person }) {
  const masked = (text: string | null, of: FieldClass) => (
    <Masked text={text} employeeNo={person.employee_no} of={of} />
  );
  return (
    <div className="page-body is-scroll is-flush">
      <Panel title={words.identity} testId="person-identity">
        <Facts
          items={[
            [fieldName('name'), person.name],
            [fieldName('employee_no'), person.employee_no],
            [fieldName('id_type'), word(ID_TYPE, person.id_type)],
            [fieldName('id_number'), masked(person.id_number, 'identity')],
            [fieldName('sex'), word(SEX, person.sex)],
            [fieldName('birth'), person.birth],
            [fieldName('hukou'), word(HUKOU, person.hukou)],
            [fieldName('position_class'), word(POSITION_CLASS, person.position_class)],
            [words.retirement, retirementText(person.retirement)],
            [fieldName('department'), person.department],
            [fieldName('post'), person.post],
            [fieldName('phone'), masked(person.phone, 'identity')],
            [fieldName('medical_tier'), word(MEDICAL_TIER, person.medical_tier)],
            [fieldName('bank_name'), person.bank_name],
            [fieldName('bank_account'), masked(person.bank_account, 'bank')],
            [fieldName('notes'), person.notes],
          ]}
        />
      </Panel>
      <PersonRules employeeNo={person.employee_no} />
      <Panel title={words.jobs} flush>
        {person.jobs.length === 0 ? (
          <p className="panel-body soft">{words.jobsNone}</p>
        ) : (
          <Sheet
            label={words.jobs}
            rows={person.jobs}
            rowKey={(job, index) => `${job.hire}.${index}`}
            columns={[
              { title: words.columns.hire, cell: (job) => job.hire, nowrap: true },
              { title: words.columns.leave, cell: (job) => job.leave ?? zh.common.unlimited, nowrap: true },
              { title: words.columns.unit, cell: (job) => job.unit ?? '' },
              { title: words.columns.department, cell: (job) => job.department ?? '' },
              { title: words.columns.post, cell: (job) => job.post ?? '' },
              {
                title: words.origin,
                cell: (job) =>
                  job.origin ? <OriginNote origin={job.origin} /> : <span className="soft">{words.keyed}</span>,
              },
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
