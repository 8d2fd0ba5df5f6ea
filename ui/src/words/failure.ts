import type { Failure } from '../generated/Failure';
import errors from './errors.json';
import fields from './fields.json';
import { insuranceName } from './terms';

const WORDING: Record<string, string> = errors;
const FIELDS: Record<string, string> = fields;

function spoken(name: string, value: string): string {
  if (name === 'field') return FIELDS[value] ?? value;
  if (name === 'insurance') return insuranceName(value);
  return value;
}

/** A failure in the clerk's words. A parameter that did not come along leaves no gap behind. */
export function wordFailure(failure: Failure): string {
  const wording = WORDING[failure.code] ?? WORDING.internal ?? '';
  return wording
    .replace(/(，应为|：)?(「)?\{(\w+)\}(」)?/g, (_all, lead = '', open = '', name: string, close = '') => {
      const value = failure.params[name];
      return value ? `${lead}${open}${spoken(name, value)}${close}` : '';
    })
    .replace(/有 {2}行/, '有行');
}

/** The clerk's name of a field. */
export function fieldName(field: string): string {
  return FIELDS[field] ?? field;
}
