import { Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import type { NewSetting } from '../../generated/NewSetting';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled, isMoneyText, isMonthText, isRateText, MoneyInput, MonthInput, RateInput } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName, options, SETTING_MODE } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.unit;

interface Props {
  unit: string;
  /** What is known already (an open value that the clerk settles). */
  start?: Partial<NewSetting>;
  title?: string;
  onClose: () => void;
}

/** A dated setting of a unit; also the way an own value is entered with its source (单位确认). */
export function AddSetting({ unit, start, title, onClose }: Props) {
  const [form] = Form.useForm<NewSetting>();
  const mode = Form.useWatch('mode', form) ?? start?.mode ?? 'rate';
  const add = useAct(bridge.settingAdd, { inline: true, done: () => words.settingAdded, after: onClose });
  const whole = mode === 'replace';
  const submit = (fields: NewSetting) =>
    add.mutate({
      ...fields,
      unit,
      to: fields.to || null,
      employer_fixed: fields.employer_fixed || null,
      employee_fixed: fields.employee_fixed || null,
      floor: fields.floor || null,
      cap: fields.cap || null,
    });
  return (
    <Modal
      open
      title={title ?? words.settingTitle(unit)}
      okText={zh.common.save}
      onCancel={onClose}
      afterOpenChange={(shown) => shown && form.focusField('from')}
      onOk={form.submit}
      confirmLoading={add.isPending}
      okButtonProps={{ 'data-testid': 'setting-submit' }}
      width={560}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        className="form-grid"
        autoComplete="off"
        initialValues={{ mode: 'rate', insurance: 'work_injury', employee_rate: '0', ...start }}
      >
        <Form.Item name="insurance" label={words.insurance} rules={[isFilled()]}>
          <Select
            disabled={start?.insurance !== undefined}
            options={INSURANCE_ORDER.map((id) => ({ value: id, label: insuranceName(id) }))}
          />
        </Form.Item>
        <Form.Item name="mode" label={words.mode}>
          <Select options={options(SETTING_MODE)} />
        </Form.Item>
        <Form.Item name="from" label={zh.enrollment.from} rules={[isMonthText(true)]}>
          <MonthInput data-testid="setting-from" />
        </Form.Item>
        <Form.Item name="to" label={zh.enrollment.to} rules={[isMonthText(false)]}>
          <MonthInput placeholder={zh.common.unlimited} />
        </Form.Item>
        <Form.Item name="employer_rate" label={zh.policy.employerRate} rules={[isRateText(true)]}>
          <RateInput data-testid="setting-employer-rate" />
        </Form.Item>
        <Form.Item name="employee_rate" label={zh.policy.employeeRate} rules={[isRateText(true)]}>
          <RateInput data-testid="setting-employee-rate" />
        </Form.Item>
        {whole ? (
          <>
            <Form.Item name="floor" label={words.floor} rules={[isMoneyText(false)]}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name="cap" label={words.cap} rules={[isMoneyText(false)]}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name="employer_fixed" label={words.employerFixed} rules={[isMoneyText(false)]}>
              <MoneyInput />
            </Form.Item>
            <Form.Item name="employee_fixed" label={words.employeeFixed} rules={[isMoneyText(false)]}>
              <MoneyInput />
            </Form.Item>
          </>
        ) : null}
        <Form.Item name="source" label={words.source} rules={[isFilled()]} className="is-wide">
          <Input placeholder={words.sourceHint} data-testid="setting-source" />
        </Form.Item>
        <div className="is-wide">
          <FailureNote failure={add.error} />
        </div>
      </Form>
    </Modal>
  );
}
