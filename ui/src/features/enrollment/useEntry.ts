import { bridge } from '../../bridge';
import type { Person } from '../../generated/Person';
import type { Unit } from '../../generated/Unit';
import { useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

/** What an enrolment dialog knows of the person and the units. */
export function useEntry(employeeNo: string | undefined): { person: Person | undefined; units: readonly Unit[] } {
  const person = useRead(['person', employeeNo], () => bridge.rosterPerson(employeeNo ?? ''), Boolean(employeeNo));
  const units = useRead(['units'], bridge.unitList);
  return { person: employeeNo ? person.data : undefined, units: units.data ?? [] };
}

/** 社会保险 / 住房公积金 / one insurance. */
export const SCOPES = [
  { value: 'social', label: zh.enrollment.scopes.social },
  { value: 'housing_fund', label: zh.enrollment.scopes.housing_fund },
  ...INSURANCE_ORDER.map((id) => ({ value: `only:${id}`, label: insuranceName(id) })),
];

/** The wire's form of a scope that is sent: a group, or the bare insurance. */
export function sentScope(scope: string): string {
  return scope.replace(/^only:/, '');
}
