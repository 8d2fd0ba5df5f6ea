import type { Person } from '../../generated/Person';
import type { PersonEdit } from '../../generated/PersonEdit';
import { currentJob } from './columns';

/** An edit that changes nothing. */
export const EMPTY_EDIT: PersonEdit = {
  employee_no: null,
  name: null,
  id_type: null,
  id_number: null,
  hukou: null,
  medical_tier: null,
  position_class: null,
  department: null,
  post: null,
  phone: null,
  bank_name: null,
  bank_account: null,
  notes: null,
  unit: null,
  hire: null,
  leave: null,
};

/** A person as the form shows it. */
export function editOf(person: Person): PersonEdit {
  return {
    ...EMPTY_EDIT,
    employee_no: person.employee_no,
    name: person.name,
    id_type: person.id_type,
    id_number: person.id_number,
    hukou: person.hukou,
    medical_tier: person.medical_tier,
    position_class: person.position_class,
    department: person.department,
    post: person.post,
    phone: person.phone,
    bank_name: person.bank_name,
    bank_account: person.bank_account,
    notes: person.notes,
    leave: currentJob(person)?.leave ?? null,
  };
}

export interface FieldChange {
  field: keyof PersonEdit;
  before: string;
  after: string;
}

/** Field by field what an edit would change; masked values that were not touched are not sent back. */
export function changesOf(before: PersonEdit, after: PersonEdit): FieldChange[] {
  return (Object.keys(EMPTY_EDIT) as (keyof PersonEdit)[])
    .map((field) => ({ field, before: before[field] ?? '', after: (after[field] ?? '').trim() }))
    .filter((change) => change.field in after && change.before !== change.after);
}
