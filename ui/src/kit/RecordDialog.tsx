import { Form, Input, Modal, Select } from 'antd';
import { useSession } from '../app/session';
import type { Failure } from '../generated/Failure';
import { zh } from '../words/zh';
import { CountInput } from './CountInput';
import { FailureNote } from './FailureNote';
import { DayInput, isDayText, isFilled, isMoneyText, isMonthText, MoneyInput, MonthInput } from './inputs';

export interface RecordField {
  name: string;
  label: string;
  kind: 'text' | 'password' | 'day' | 'month' | 'money' | 'number' | 'choice' | 'people';
  options?: readonly { value: string | number; label: string }[];
  optional?: boolean;
  wide?: boolean;
  hint?: string;
}

interface Props<F> {
  title: string;
  about?: string;
  /** What the button says; 保存 when not given. */
  okText?: string;
  fields: readonly RecordField[];
  start: Partial<F>;
  busy: boolean;
  failure: Failure | null;
  onSubmit: (fields: F) => void;
  onClose: () => void;
}

function rules({ kind, optional = false }: RecordField) {
  if (kind === 'day') return [isDayText(!optional)];
  if (kind === 'month') return [isMonthText(!optional)];
  if (kind === 'money') return [isMoneyText(!optional)];
  return optional
    ? []
    : kind === 'people' || kind === 'number'
      ? [{ required: true, message: zh.common.required }]
      : [isFilled()];
}

function control({ kind, name, options = [], hint }: RecordField) {
  const id = `record-${name}`;
  if (kind === 'day') return <DayInput data-testid={id} />;
  if (kind === 'month') return <MonthInput data-testid={id} />;
  if (kind === 'money') return <MoneyInput data-testid={id} />;
  if (kind === 'number') return <CountInput data-testid={id} />;
  if (kind === 'password') return <Input.Password autoComplete="current-password" data-testid={id} />;
  if (kind === 'text') return <Input placeholder={hint} data-testid={id} />;
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      mode={kind === 'people' ? 'multiple' : undefined}
      options={[...options]}
      placeholder={hint}
      data-testid={id}
    />
  );
}

/** One thing that is recorded as an action: its fields, and in which company. */
export function RecordDialog<F extends object>(props: Props<F>) {
  const { book } = useSession();
  const [form] = Form.useForm<F>();
  const given = props.start as Readonly<Record<string, unknown>>;
  const first = props.fields.find((field) => given[field.name] === undefined) ?? props.fields[0];
  return (
    <Modal
      open
      width={560}
      title={props.title}
      okText={props.okText ?? zh.common.save}
      onCancel={props.onClose}
      afterOpenChange={(shown) => shown && form.focusField(first?.name ?? '')}
      onOk={form.submit}
      confirmLoading={props.busy}
      okButtonProps={{ 'data-testid': 'record-submit' }}
    >
      <div className="stack">
        <p className="soft figure">{zh.enrollment.inCompany(book.company, book.credit_code)}</p>
        {props.about ? <p className="soft">{props.about}</p> : null}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          className="form-grid"
          initialValues={props.start}
          onFinish={props.onSubmit}
        >
          {props.fields.map((field) => (
            <Form.Item
              key={field.name}
              name={field.name as never}
              label={field.label}
              rules={rules(field)}
              className={field.wide ? 'is-wide' : ''}
            >
              {control(field)}
            </Form.Item>
          ))}
          <div className="is-wide">
            <FailureNote failure={props.failure} />
          </div>
        </Form>
      </div>
    </Modal>
  );
}
