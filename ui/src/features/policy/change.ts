// What the clerk is trying: the picked policy file, or a value of her own.
import { bridge } from '../../bridge';
import type { NewPolicyValue } from '../../generated/NewPolicyValue';
import type { PolicyPreview } from '../../generated/PolicyPreview';
import type { PolicyTaken } from '../../generated/PolicyTaken';
import type { PolicyValue } from '../../generated/PolicyValue';

export interface Tried {
  /** Her own value; null: the picked file. */
  value: NewPolicyValue | null;
  preview: PolicyPreview;
}

export async function tryFile(): Promise<Tried | null> {
  const preview = await bridge.policyPick();
  return preview ? { value: null, preview } : null;
}

export async function tryAgain(): Promise<Tried> {
  return { value: null, preview: await bridge.policyPreview() };
}

export async function tryValue(value: NewPolicyValue): Promise<Tried> {
  return { value, preview: await bridge.policyPreviewValue(value) };
}

export function take(tried: Tried): Promise<PolicyTaken> {
  return tried.value ? bridge.policyAdd(tried.value) : bridge.policyTake();
}

const EMPTY: NewPolicyValue = {
  region: '',
  insurance: 'pension',
  part: 'bounds',
  option: null,
  from: '',
  through: null,
  published: null,
  ends: false,
  floor: null,
  cap: null,
  employer_rate: null,
  employee_rate: null,
  employer_fixed: null,
  employee_fixed: null,
  employer_rounding: null,
  employee_rounding: null,
  source: '',
  number: null,
  url: null,
  quote: null,
  note: null,
};

/** What was typed, with nothing where nothing was. */
export function asTyped(fields: Partial<NewPolicyValue>): NewPolicyValue {
  const given = Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined);
  return { ...EMPTY, ...Object.fromEntries(given) };
}

/** A correction begins where the value in view stands; its source is the clerk's to give. */
export function correctionOf(value: PolicyValue): Partial<NewPolicyValue> {
  const { region, insurance, part, option, from, through, floor, cap } = value;
  const { employer_rate, employee_rate, employer_fixed, employee_fixed } = value;
  const single = (rate: string | null) => (rate?.includes('-') ? null : rate);
  return {
    ...{ region, insurance, part, option, from, through, floor, cap, employer_fixed, employee_fixed },
    employer_rate: single(employer_rate),
    employee_rate: single(employee_rate),
  };
}
