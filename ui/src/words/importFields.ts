// Fields that a heading can be mapped to, by kind of sheet.

/** Kinds of sheets that can be taken in. */
export const IMPORT_KINDS: readonly string[] = ['units', 'settings', 'roster', 'enrollments', 'bases', 'payroll'];

const PERSON = ['employee_no', 'name', 'id_type', 'id_number'];

/** Field identifiers by kind. */
export const IMPORT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  units: ['unit', 'region', 'credit_code', 'social_account', 'fund_account', 'from'],
  settings: [
    'unit',
    'region',
    'insurance',
    'from',
    'to',
    'mode',
    'employer_rate',
    'employee_rate',
    'floor',
    'cap',
    'source',
  ],
  roster: [
    ...PERSON,
    'sex',
    'birth',
    'hukou',
    'department',
    'post',
    'unit',
    'hire',
    'leave',
    'phone',
    'bank_name',
    'bank_account',
    'social_base',
    'fund_base',
    'medical_tier',
    'position_class',
    'notes',
  ],
  enrollments: [
    ...PERSON,
    'unit',
    'scope',
    'insurance',
    'first_month',
    'last_month',
    'social_base',
    'fund_base',
    'reason',
  ],
  bases: [...PERSON, 'unit', 'scope', 'from', 'base', 'average_wage', 'reason'],
  payroll: [...PERSON, 'unit', 'month', 'department', 'gross', 'item', 'deduction', 'net'],
};
