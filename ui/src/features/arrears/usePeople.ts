import { bridge } from '../../bridge';
import { useRead } from '../../kit/useDesk';

/** Everybody of the roster, to be chosen by name or number. */
export function usePeople(wanted: boolean): readonly { value: string; label: string }[] {
  const roster = useRead(['roster'], bridge.rosterList, wanted);
  return (roster.data ?? []).map((person) => ({
    value: person.employee_no,
    label: `${person.name}（${person.employee_no}）`,
  }));
}
