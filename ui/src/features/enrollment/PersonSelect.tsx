import { Select } from 'antd';
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
  const people = new Map((roster.data ?? []).map((person) => [person.employee_no, person]));
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
      options={[...people.values()].map((person) => ({
        value: person.employee_no,
        label: `${person.name} ${person.employee_no}`,
      }))}
      data-testid="person-select"
    />
  );
}
