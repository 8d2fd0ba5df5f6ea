import { Select } from 'antd';
import { useMemo } from 'react';
import { bridge } from '../../bridge';
import { finder } from '../../kit/search';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

interface Props {
  value?: string;
  onChange?: (employeeNo: string) => void;
  disabled?: boolean;
  id?: string;
}

/** One of the people, found by name, initials, tail of the ID or number. */
export function PersonSelect({ value, onChange, disabled, id }: Props) {
  const roster = useRead(['roster'], bridge.rosterList);
  const people = useMemo(
    () => new Map((roster.data ?? []).map((person) => [person.employee_no, person])),
    [roster.data],
  );
  const choices = useMemo(
    () =>
      [...people.values()].map(({ employee_no, name }) => ({ value: employee_no, label: `${name} ${employee_no}` })),
    [people],
  );
  return (
    <Select
      id={id}
      className="w-full"
      showSearch
      aria-label={zh.enrollment.person}
      disabled={disabled}
      value={value || undefined}
      placeholder={zh.enrollment.search}
      onChange={onChange}
      filterOption={(input, option) => {
        const person = option ? people.get(String(option.value)) : undefined;
        return person ? finder(input)(person) : false;
      }}
      options={choices}
      data-testid="person-select"
    />
  );
}
