import { Form, Input, Modal, Select } from 'antd';
import { bridge } from '../../bridge';
import type { NewUnit } from '../../generated/NewUnit';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled, isMonthText, isRateText, MonthInput, RateInput } from '../../kit/inputs';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.unit;

type Fields = Omit<NewUnit, 'enroll_cutoff_day'> & { cutoff?: string };

/** 新增参保单位. */
export function AddUnit({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const regions = useRead(['regions'], bridge.policyRegions, open);
  const add = useAct(bridge.unitAdd, {
    inline: true,
    done: (_unit, request) => words.added(request.name),
    after: () => {
      form.resetFields();
      onClose();
    },
  });
  const submit = ({ cutoff, ...fields }: Fields) =>
    add.mutate({
      ...fields,
      credit_code: fields.credit_code || null,
      work_injury_rate: fields.work_injury_rate || null,
      fund_employer: fields.fund_employer || null,
      fund_employee: fields.fund_employee || null,
      enroll_cutoff_day: cutoff ? Number(cutoff) : null,
    });
  return (
    <Modal
      open={open}
      title={words.addTitle}
      okText={zh.common.add}
      onCancel={onClose}
      afterOpenChange={(shown) => shown && form.focusField('name')}
      onOk={form.submit}
      confirmLoading={add.isPending}
      okButtonProps={{ 'data-testid': 'unit-submit' }}
      width={560}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        className="form-grid"
        autoComplete="off"
      >
        <Form.Item name="name" label={words.name} rules={[isFilled()]} className="is-wide">
          <Input data-testid="unit-name" />
        </Form.Item>
        <Form.Item name="region" label={words.region} rules={[isFilled()]}>
          <Select
            showSearch
            optionFilterProp="label"
            options={(regions.data ?? []).map((region) => ({ value: region.code, label: region.name }))}
            data-testid="unit-region"
          />
        </Form.Item>
        <Form.Item name="from" label={words.from} rules={[isMonthText(true)]}>
          <MonthInput data-testid="unit-from" />
        </Form.Item>
        <Form.Item name="work_injury_rate" label={words.workInjury} rules={[isRateText(false)]}>
          <RateInput data-testid="unit-work-injury" />
        </Form.Item>
        <Form.Item
          name="cutoff"
          label={words.cutoff}
          rules={[{ pattern: /^([1-9]|[12]\d|3[01])$/, message: words.cutoffHint }]}
        >
          <Input placeholder={words.cutoffHint} />
        </Form.Item>
        <Form.Item name="fund_employer" label={words.fundEmployer} rules={[isRateText(false)]}>
          <RateInput data-testid="unit-fund-employer" />
        </Form.Item>
        <Form.Item name="fund_employee" label={words.fundEmployee} rules={[isRateText(false)]}>
          <RateInput data-testid="unit-fund-employee" />
        </Form.Item>
        <div className="is-wide">
          <FailureNote failure={add.error} />
        </div>
      </Form>
    </Modal>
  );
}
