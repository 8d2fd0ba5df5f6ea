import { Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import type { Person } from '../../generated/Person';
import type { PersonEdit } from '../../generated/PersonEdit';
import { FailureNote } from '../../kit/FailureNote';
import { DayInput, isDayText, isFilled } from '../../kit/inputs';
import { useAct, useRead } from '../../kit/useDesk';
import { fieldName } from '../../words/failure';
import { HUKOU, ID_TYPE, MEDICAL_TIER, options, POSITION_CLASS } from '../../words/terms';
import { zh } from '../../words/zh';
import { changesOf, EMPTY_EDIT, editOf } from './edit';

const words = zh.roster;

/** New person, or changes of one; what changes is listed before it is saved. */
export function PersonForm({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const [form] = Form.useForm<PersonEdit>();
  const values = Form.useWatch([], form) as PersonEdit | undefined;
  const units = useRead(['units'], bridge.unitList);
  const save = useAct(
    (edit: PersonEdit) =>
      person ? bridge.rosterEdit(person.employee_no, edit) : bridge.rosterAdd({ ...EMPTY_EDIT, ...edit }),
    { inline: true, done: (saved) => (person ? words.saved : words.added(saved.name)), after: onClose },
  );
  const start = person ? editOf(person) : { ...EMPTY_EDIT, id_type: 'resident_id' };
  const changes = person && values ? changesOf(start, values) : [];
  const submit = (fields: PersonEdit) => {
    if (!person) return save.mutate(fields);
    const changed = Object.fromEntries(changesOf(start, fields).map(({ field, after }) => [field, after]));
    return save.mutate({ ...EMPTY_EDIT, ...changed });
  };
  const text = (name: keyof PersonEdit, required = false) => (
    <Form.Item name={name} label={fieldName(name)} rules={required ? [isFilled()] : []}>
      <Input
        placeholder={name === 'employee_no' ? words.newNo : undefined}
        disabled={name === 'employee_no' && person !== null}
        data-testid={`person-${name}`}
      />
    </Form.Item>
  );
  const pick = (name: keyof PersonEdit, vocabulary: Readonly<Record<string, string>>) => (
    <Form.Item name={name} label={fieldName(name)}>
      <Select allowClear options={options(vocabulary)} data-testid={`person-${name}`} />
    </Form.Item>
  );
  return (
    <Modal
      open
      width={720}
      title={person ? words.editTitle(person.name) : words.addTitle}
      okText={zh.common.save}
      onCancel={onClose}
      afterOpenChange={(shown) => shown && form.focusField('name')}
      onOk={form.submit}
      confirmLoading={save.isPending}
      okButtonProps={{ 'data-testid': 'person-submit', disabled: person !== null && changes.length === 0 }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={start}
        onFinish={submit}
        className="form-grid is-three"
        autoComplete="off"
      >
        {text('name', true)}
        {text('employee_no')}
        {pick('id_type', ID_TYPE)}
        {text('id_number', person === null)}
        {pick('hukou', HUKOU)}
        {pick('position_class', POSITION_CLASS)}
        {text('department')}
        {text('post')}
        {pick('medical_tier', MEDICAL_TIER)}
        {person ? null : (
          <>
            <Form.Item name="unit" label={fieldName('unit')}>
              <Select
                allowClear
                options={(units.data ?? []).map((unit) => ({ value: unit.name, label: unit.name }))}
                data-testid="person-unit"
              />
            </Form.Item>
            <Form.Item name="hire" label={fieldName('hire')} rules={[isDayText(true)]}>
              <DayInput data-testid="person-hire" />
            </Form.Item>
          </>
        )}
        <Form.Item name="leave" label={fieldName('leave')} rules={[isDayText(false)]}>
          <DayInput data-testid="person-leave" />
        </Form.Item>
        {text('phone')}
        {text('bank_name')}
        {text('bank_account')}
        <Form.Item name="notes" label={fieldName('notes')} className="is-wide">
          <Input.TextArea rows={2} />
        </Form.Item>
        {person ? (
          <div className="is-wide note">
            <strong>{words.change}</strong>
            <ul>
              {changes.length === 0 ? <li>{words.unchanged}</li> : null}
              {changes.map(({ field, before, after }) => (
                <li key={field}>
                  · {fieldName(field)}：{before || words.empty} → {after || words.empty}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        <div className="is-wide">
          <FailureNote failure={save.error} />
        </div>
      </Form>
    </Modal>
  );
}
