import type { Failure } from '../generated/Failure';
import { chineseMonth } from '../kit/month';
import errors from './errors.json';
import fields from './fields.json';
import { insuranceName } from './terms';

const WORDING: Record<string, string> = errors;
const FIELDS: Record<string, string> = fields;

function spoken(name: string, value: string): string {
  if (name === 'field') return FIELDS[value] ?? value;
  if (name === 'insurance') return insuranceName(value);
  if (name === 'month') return chineseMonth(value);
  return value;
}

/** A failure in the clerk's words. A parameter that did not come along leaves no gap behind. */
export function wordFailure(failure: Failure): string {
  const wording = WORDING[failure.code] ?? WORDING.internal ?? '';
  return wording
    .replace(/(，应如 |：)?(「)?\{(\w+)\}(」)?/g, (_all, lead = '', open = '', name: string, close = '') => {
      const value = failure.params[name];
      return value ? `${lead}${open}${spoken(name, value)}${close}` : '';
    })
    .replace(/有 {2}行/, '有行');
}

const SIDE: Readonly<Record<string, (insurance: string) => string>> = {
  employee: (insurance) => `${insurance}（个人）`,
  late: (insurance) => `补扣${insurance}`,
  trueup: (insurance) => `${insurance}补差`,
  employer: (insurance) => `${insurance}（单位）`,
  both: (insurance) => `${insurance}（单位与个人）`,
  base_of: (insurance) => `${insurance}缴费基数`,
  employer_rate: (insurance) => `${insurance}单位费率`,
  employee_rate: (insurance) => `${insurance}个人费率`,
  employer_fixed: (insurance) => `${insurance}定额（单位）`,
  employee_fixed: (insurance) => `${insurance}定额（个人）`,
  listed: (insurance) => `${insurance}（名单）`,
};

/** The clerk's name of a field; a contribution column carries its insurance (`employee.pension`). */
export function fieldName(field: string): string {
  const [side = '', insurance] = field.split(/\.(.*)/s);
  const sided = insurance ? SIDE[side] : undefined;
  return FIELDS[field] ?? (sided && insurance ? sided(insuranceName(insurance)) : field);
}
