import { Button, Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import type { Unit } from '../../generated/Unit';
import type { UnitEdit } from '../../generated/UnitEdit';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.unit;

type Fields = Omit<UnitEdit, 'unit'>;

const TEXTS = [
  ['credit_code', words.creditCode],
  ['social_account', words.social],
  ['fund_account', words.fund],
  ['bank_name', words.bank],
  ['bank_account', words.account],
] as const;

/** 单位资料 — accounts, and what the bank debits together. */
export function EditUnit({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const edit = useAct(bridge.unitEdit, { inline: true, done: () => words.edited(unit.name), after: onClose });
  const submit = (fields: Fields) =>
    edit.mutate({
      unit: unit.name,
      credit_code: fields.credit_code || null,
      social_account: fields.social_account || null,
      fund_account: fields.fund_account || null,
      bank_name: fields.bank_name || null,
      bank_account: fields.bank_account || null,
      debit_groups: fields.debit_groups ?? [],
    });
  return (
    <Modal
      open
      title={words.editTitle(unit.name)}
      okText={zh.common.save}
      onCancel={onClose}
      afterOpenChange={(open) => open && form.focusField('credit_code')}
      onOk={form.submit}
      confirmLoading={edit.isPending}
      okButtonProps={{ 'data-testid': 'unit-edit-submit' }}
      width={640}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={unit}
        onFinish={submit}
        className="form-grid"
        autoComplete="off"
      >
        {TEXTS.map(([name, label]) => (
          <Form.Item key={name} name={name} label={label}>
            <Input data-testid={`unit-edit-${name}`} />
          </Form.Item>
        ))}
        <div className="is-wide stack">
          <h3>{words.groups}</h3>
          <p className="soft">{words.groupsText}</p>
          <Groups />
          <FailureNote failure={edit.error} />
        </div>
      </Form>
    </Modal>
  );
}

function Groups() {
  return (
    <Form.List name="debit_groups">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div className="row" key={field.key}>
              <Form.Item name={[field.name, 'name']} noStyle>
                <Input placeholder={words.groupName} aria-label={words.groupName} style={{ width: 180 }} />
              </Form.Item>
              <Form.Item name={[field.name, 'insurances']} noStyle>
                <Select
                  mode="multiple"
                  placeholder={words.groupInsurances}
                  aria-label={words.groupInsurances}
                  style={{ flex: 1 }}
                  options={INSURANCE_ORDER.map((id) => ({ value: id, label: insuranceName(id) }))}
                />
              </Form.Item>
              <Button type="text" onClick={() => remove(field.name)}>
                {words.groupRemove}
              </Button>
            </div>
          ))}
          <Button type="dashed" onClick={() => add({ name: '', insurances: [] })}>
            {words.groupAdd}
          </Button>
        </>
      )}
    </Form.List>
  );
}
