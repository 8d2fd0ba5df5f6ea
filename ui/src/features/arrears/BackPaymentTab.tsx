import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { BackPaymentRequest } from '../../generated/BackPaymentRequest';
import { Empty } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled, isMoneyText, isMonthText, MoneyInput, MonthInput } from '../../kit/inputs';
import { formatMoney } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { SCOPES, sentScope } from '../enrollment/useEntry';
import { UndoNote } from '../journal/UndoNote';
import { BackPaymentPreview } from './BackPaymentPreview';
import { usePeople } from './usePeople';

const words = zh.arrears.backPayment;

/** What the fields hold: the request without what is typed to confirm it. */
type Fields = Omit<BackPaymentRequest, 'confirm_amount' | 'confirm_heads'>;

/** 补缴: who, where and which months; what it comes to; and the amount typed once more before it is booked. */
export function BackPaymentTab() {
  const { book, month } = useSession();
  const [form] = Form.useForm<Fields>();
  const people = usePeople(true);
  const units = useRead(['units'], bridge.unitList).data ?? [];
  const [asked, setAsked] = useState<BackPaymentRequest | null>(null);
  const preview = useAct(bridge.backPaymentPreview, { inline: true, readOnly: true });
  const booked = useAct(bridge.backPaymentBook, {
    inline: true,
    after: () => {
      setAsked(null);
      form.resetFields(['employees', 'reason']);
    },
  });
  const look = (fields: Fields) => {
    const request = {
      ...fields,
      scope: sentScope(fields.scope),
      base: fields.base || null,
      confirm_amount: null,
      confirm_heads: null,
    };
    booked.reset();
    setAsked(request);
    preview.mutate(request);
  };
  const done = booked.data;
  return (
    <div className="back-pay">
      <Panel title={words.title}>
        <p className="soft">{words.about}</p>
        <p className="soft figure">{zh.enrollment.inCompany(book.company, book.credit_code)}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          className="form-grid"
          initialValues={{ scope: 'social', booked: month }}
          onFinish={look}
          onValuesChange={() => setAsked(null)}
        >
          <Form.Item
            name="employees"
            label={words.people}
            rules={[{ required: true, message: zh.common.required }]}
            className="is-wide"
          >
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              options={[...people]}
              data-testid="back-pay-people"
            />
          </Form.Item>
          <Form.Item name="unit" label={words.unit} rules={[isFilled()]}>
            <Select
              options={units.map((unit) => ({ value: unit.name, label: unit.name }))}
              data-testid="back-pay-unit"
            />
          </Form.Item>
          <Form.Item name="scope" label={words.scope}>
            <Select options={SCOPES} />
          </Form.Item>
          <Form.Item name="from" label={words.from} rules={[isMonthText(true)]}>
            <MonthInput data-testid="back-pay-from" />
          </Form.Item>
          <Form.Item name="to" label={words.to} rules={[isMonthText(true)]}>
            <MonthInput data-testid="back-pay-to" />
          </Form.Item>
          <Form.Item name="booked" label={words.booked} rules={[isMonthText(true)]}>
            <MonthInput data-testid="back-pay-booked" />
          </Form.Item>
          <Form.Item name="base" label={words.base} rules={[isMoneyText(false)]}>
            <MoneyInput placeholder={words.baseHint} />
          </Form.Item>
          <Form.Item name="reason" label={words.reason} rules={[isFilled()]} className="is-wide">
            <Input placeholder={words.reasonHint} data-testid="back-pay-reason" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={preview.isPending} data-testid="back-pay-preview">
            {words.preview}
          </Button>
        </Form>
        <FailureNote failure={preview.error} />
      </Panel>
      <div className="stack">
        {done && done.action_seq !== null ? (
          <UndoNote action={done.action_seq} onGone={booked.reset}>
            {words.booked_(done.heads, formatMoney(done.amount))}
          </UndoNote>
        ) : null}
        {asked && preview.data ? (
          <BackPaymentPreview
            view={preview.data}
            busy={booked.isPending}
            failure={booked.error}
            onBook={(amount, heads) => booked.mutate({ ...asked, confirm_amount: amount, confirm_heads: heads })}
          />
        ) : (
          <Panel title={words.preview}>
            <Empty title={words.previewWaiting} />
          </Panel>
        )}
      </div>
    </div>
  );
}
