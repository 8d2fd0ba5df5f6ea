import { Checkbox, Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import type { NewPastCover } from '../../generated/NewPastCover';
import type { OnboardingView } from '../../generated/OnboardingView';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled, isMonthText, MonthInput } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName, PAST_KIND } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.onboarding;

/** 登记既往参保 as a certificate tells it. */
export function PastCoverDialog({ check, onClose }: { check: OnboardingView; onClose: () => void }) {
  const [form] = Form.useForm<NewPastCover>();
  const act = useAct(bridge.pastCoverAdd, { inline: true, done: () => words.added, after: onClose });
  return (
    <Modal
      open
      width={720}
      title={words.addTitle(check.name)}
      okText={zh.common.save}
      onCancel={onClose}
      onOk={form.submit}
      afterOpenChange={(shown) => shown && form.focusField('employer')}
      confirmLoading={act.isPending}
      okButtonProps={{ 'data-testid': 'past-submit' }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        initialValues={{ insurances: ['pension', 'medical'], kind: 'employee', arrears: false }}
        onFinish={(fields) =>
          act.mutate({
            ...fields,
            employee_no: check.employee_no,
            employer: fields.employer || null,
            region: fields.region || null,
            last_month: fields.last_month || null,
          })
        }
      >
        <div className="form-grid">
          <Form.Item name="insurances" label={words.insurances} rules={[isFilled()]} className="is-wide">
            <Select
              mode="multiple"
              options={INSURANCE_ORDER.map((id) => ({ value: id, label: insuranceName(id) }))}
              data-testid="past-insurances"
            />
          </Form.Item>
          <Form.Item name="kind" label={words.kind}>
            <Select options={Object.entries(PAST_KIND).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="employer" label={words.employer}>
            <Input data-testid="past-employer" />
          </Form.Item>
          <Form.Item name="first_month" label={words.from} rules={[isMonthText(true)]}>
            <MonthInput data-testid="past-from" />
          </Form.Item>
          <Form.Item name="last_month" label={words.to} rules={[isMonthText(false)]}>
            <MonthInput placeholder={words.toHint} data-testid="past-to" />
          </Form.Item>
          <Form.Item name="region" label={words.region}>
            <Input />
          </Form.Item>
          <Form.Item name="source" label={words.source} rules={[isFilled()]}>
            <Input placeholder={words.sourceHint} data-testid="past-source" />
          </Form.Item>
          <Form.Item name="arrears" valuePropName="checked">
            <Checkbox>{words.arrears}</Checkbox>
          </Form.Item>
        </div>
        <FailureNote failure={act.error} />
      </Form>
    </Modal>
  );
}
