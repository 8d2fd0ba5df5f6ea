import { bridge } from '../../bridge';
import { useRead } from '../../kit/useDesk';

/** Everybody of the roster, to be chosen by name or number. */
export function usePeople(wanted: boolean): readonly { value: string; label: string }[] {
  const roster = useRead(['roster', null, false], () => bridge.rosterList({ on: null, reveal: false }), wanted);
  return (roster.data ?? []).map((person) => ({
    value: person.employee_no,
    label: `${person.name}（${person.employee_no}）`,
  }));
}
