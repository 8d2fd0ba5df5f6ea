// Fields that a heading can be mapped to, by kind of sheet (the ids of the dialects in assets/dialects).
import { INSURANCE_ORDER } from './terms';

/** Kinds of sheets that can be taken in. */
export const IMPORT_KINDS: readonly string[] = [
  'units',
  'settings',
  'roster',
  'enrollments',
  'bases',
  'payroll',
  'agency_records',
  'housing_fund_records',
];

const PERSON = ['employee_no', 'name', 'id_type', 'id_number', 'department', 'unit', 'city', 'notes'];
const COVER = ['social_from', 'social_to', 'fund_from', 'fund_to', 'social_base', 'fund_base', 'hukou', 'medical_tier'];
const SIDES = ['employee', 'late', 'trueup', 'employer'];
const RECORD = ['period', 'booked', 'record_kind', 'record_status', 'personal_number', 'base'];
const SHARES = ['employer_share', 'employee_share', 'both_shares'];
const CHARGES = ['employer', 'employee', 'both', 'base_of', 'employer_rate', 'employee_rate', 'employee_fixed'];

/** Field identifiers by kind. */
export const IMPORT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  units: [
    'unit',
    'city',
    'credit_code',
    'social_number',
    'fund_account',
    'bank_name',
    'bank_account',
    'from',
    'cutoff_day',
    'payment_groups',
    'notes',
  ],
  settings: [
    'code',
    'unit',
    'city',
    'insurance',
    'from',
    'to',
    'mode',
    'employer_rate',
    'employee_rate',
    'employer_fixed',
    'employee_fixed',
    'floor',
    'cap',
    'reason',
  ],
  roster: [
    ...PERSON,
    'sex',
    'birth',
    'hire',
    'leave',
    'leave_reason',
    'regular',
    'post',
    'position_class',
    ...COVER,
    'fund_rate',
    'phone',
    'bank_name',
    'bank_account',
    'education',
  ],
  enrollments: [...PERSON, ...COVER, 'late_first', 'hire', 'leave'],
  bases: [...PERSON, 'insurance', 'base', 'from', 'to', 'average', 'rule'],
  payroll: [
    ...PERSON,
    'month',
    'gross',
    'net',
    'tax',
    'earning',
    'deduction_item',
    'deduction_total',
    'employer_total',
    'tax_deduction',
    'days',
    'post',
    'hire',
    'bank_name',
    'bank_account',
    ...SIDES.flatMap((side) => INSURANCE_ORDER.map((insurance) => `${side}.${insurance}`)),
  ],
  agency_records: [
    ...PERSON,
    ...RECORD,
    'period_from',
    'period_to',
    'declared',
    'rate',
    'charged',
    'reduced',
    'payable',
    ...SHARES,
    'insurance',
    'item',
    'payer',
    'social_number',
    'credit_code',
    ...CHARGES.flatMap((part) => INSURANCE_ORDER.map((insurance) => `${part}.${insurance}`)),
  ],
  housing_fund_records: [
    ...PERSON,
    ...RECORD,
    'employer_rate',
    'employee_rate',
    'fund_rate',
    ...SHARES,
    'fund_account',
  ],
};
