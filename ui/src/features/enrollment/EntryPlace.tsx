import { Form, Select } from 'antd';
import type { Unit } from '../../generated/Unit';
import { isFilled } from '../../kit/inputs';
import { zh } from '../../words/zh';
import { PersonSelect } from './PersonSelect';
import { SCOPES } from './useEntry';

const words = zh.enrollment;

/** Of whom an entry speaks; a dialog opened from a person's page does not ask. */
export function EntryPerson({ given }: { given: boolean }) {
  return (
    <Form.Item name="employee_no" label={words.person} rules={[isFilled()]}>
      <PersonSelect disabled={given} />
    </Form.Item>
  );
}

/** At which unit, and of which insurances. */
export function EntryPlace({ units }: { units: readonly Unit[] }) {
  return (
    <>
      <Form.Item name="unit" label={words.unit} rules={[isFilled()]}>
        <Select options={units.map((item) => ({ value: item.name, label: item.name }))} data-testid="entry-unit" />
      </Form.Item>
      <Form.Item name="scope" label={words.scope}>
        <Select options={SCOPES} data-testid="entry-scope" />
      </Form.Item>
    </>
  );
}
