import { Checkbox, Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import type { NewPolicyValue } from '../../generated/NewPolicyValue';
import { FailureNote } from '../../kit/FailureNote';
import { DayInput, isDayText, isFilled, isMonthText, MonthInput } from '../../kit/inputs';
import { useAct, useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName, OPTION, options, POLICY_PART } from '../../words/terms';
import { zh } from '../../words/zh';
import { asTyped, type Tried, tryValue } from './change';
import { OwnValueFigures } from './OwnValueFigures';

const words = zh.policyChange.form;

interface Props {
  start: Partial<NewPolicyValue>;
  onTried: (tried: Tried) => void;
  onClose: () => void;
}

/** 自录政策值: what it is, from when, and where it stands. Nothing is written: first its effect is shown. */
export function OwnValueForm({ start, onTried, onClose }: Props) {
  const [form] = Form.useForm<NewPolicyValue>();
  const regions = useRead(['regions'], bridge.policyRegions);
  const part = Form.useWatch('part', form) ?? start.part ?? 'bounds';
  const ends = Form.useWatch('ends', form) ?? false;
  const attempt = useAct(tryValue, {
    inline: true,
    readOnly: true,
    after: (tried) => {
      onTried(tried);
      onClose();
    },
  });
  const named = (regions.data ?? []).map((region) => ({ value: region.code, label: region.name }));
  return (
    <Modal
      open
      width={640}
      style={{ top: 12 }}
      title={words.title}
      okText={words.preview}
      okButtonProps={{ 'data-testid': 'own-submit' }}
      confirmLoading={attempt.isPending}
      onCancel={onClose}
      onOk={form.submit}
      afterOpenChange={(shown) => shown && form.focusField(start.region ? 'from' : 'region')}
    >
      <div className="stack">
        <p className="soft">{words.text}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          className="form-grid"
          initialValues={{ part: 'bounds', insurance: 'pension', ends: false, ...start }}
          onFinish={(fields) => attempt.mutate(asTyped(fields))}
        >
          <Form.Item name="region" label={zh.policy.region} rules={[isFilled()]}>
            <Select showSearch optionFilterProp="label" options={named} data-testid="own-region" />
          </Form.Item>
          <Form.Item name="insurance" label={zh.policy.insurance} rules={[isFilled()]}>
            <Select
              options={INSURANCE_ORDER.map((id) => ({ value: id, label: insuranceName(id) }))}
              data-testid="own-insurance"
            />
          </Form.Item>
          <Form.Item name="part" label={zh.policy.part}>
            <Select options={options(POLICY_PART)} data-testid="own-part" />
          </Form.Item>
          <Form.Item name="option" label={zh.policy.option}>
            <Select allowClear placeholder={words.optionAny} options={options(OPTION)} />
          </Form.Item>
          <Form.Item name="from" label={zh.enrollment.from} rules={[isMonthText(true)]}>
            <MonthInput data-testid="own-from" />
          </Form.Item>
          <Form.Item name="through" label={zh.policy.through} rules={[isMonthText(false)]}>
            <MonthInput placeholder={zh.common.unlimited} />
          </Form.Item>
          {ends ? null : <OwnValueFigures part={part} />}
          <Form.Item name="ends" valuePropName="checked" className="is-wide">
            <Checkbox>{words.ends}</Checkbox>
          </Form.Item>
          <Form.Item name="source" label={words.source} rules={[isFilled()]} className="is-wide">
            <Input placeholder={words.sourceHint} data-testid="own-source" />
          </Form.Item>
          <Form.Item name="number" label={zh.policy.number}>
            <Input data-testid="own-number" />
          </Form.Item>
          <Form.Item name="published" label={words.published} rules={[isDayText(false)]}>
            <DayInput data-testid="own-published" />
          </Form.Item>
          <Form.Item name="quote" label={words.quote} className="is-wide">
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
          </Form.Item>
          <Form.Item name="url" label={zh.policy.url}>
            <Input />
          </Form.Item>
          <Form.Item name="note" label={zh.policy.note}>
            <Input />
          </Form.Item>
          <div className="is-wide">
            <FailureNote failure={attempt.error} />
          </div>
        </Form>
      </div>
    </Modal>
  );
}
