import { Button, Checkbox, Form, Input, Radio } from 'antd';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { StatementRequest } from '../../generated/StatementRequest';
import { Empty } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled, isMonthText, MonthInput } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { PersonSelect } from '../enrollment/PersonSelect';
import { PdfView } from './PdfView';
import { firstOfTwelve } from './span';

const words = zh.statement;

/** One person: choose, preview (the very file), save. */
export function SinglePrint({ employeeNo }: { employeeNo: string | null }) {
  const { book, month } = useSession();
  const [form] = Form.useForm<StatementRequest>();
  const kind = Form.useWatch('kind', form) ?? 'statement';
  const preview = useAct(bridge.statementPreview, { inline: true, readOnly: true });
  const save = useAct(bridge.statementSave, {
    done: (printed) => (printed ? words.saved(printed.files[0] ?? '') : null),
  });
  const open = useAct(() => bridge.statementOpenLast(), { readOnly: true });
  const request = (fields: StatementRequest): StatementRequest => ({
    ...fields,
    to: fields.kind === 'notice' ? fields.from : fields.to,
    full_id: fields.full_id ?? false,
    purpose: fields.purpose || null,
  });
  const start = {
    kind: 'statement',
    employee_no: employeeNo ?? '',
    from: firstOfTwelve(book.months, month),
    to: month,
    full_id: false,
  };
  return (
    <div className="split">
      <section className="panel print-form">
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          initialValues={start}
          onFinish={(fields) => preview.mutate(request(fields))}
        >
          <Form.Item name="kind" label={words.kind}>
            <Radio.Group
              className="print-kinds"
              options={(['statement', 'notice'] as const).map((value) => ({ value, label: words.kinds[value] }))}
            />
          </Form.Item>
          <Form.Item name="employee_no" label={words.person} rules={[isFilled()]}>
            <PersonSelect />
          </Form.Item>
          <div className="form-grid">
            <Form.Item name="from" label={kind === 'notice' ? words.month : words.from} rules={[isMonthText(true)]}>
              <MonthInput data-testid="statement-from" />
            </Form.Item>
            {kind === 'notice' ? null : (
              <Form.Item name="to" label={words.to} rules={[isMonthText(true)]}>
                <MonthInput data-testid="statement-to" />
              </Form.Item>
            )}
          </div>
          {kind === 'notice' ? null : (
            <Form.Item name="purpose" label={words.purpose}>
              <Input placeholder={words.purposeHint} data-testid="statement-purpose" />
            </Form.Item>
          )}
          <Form.Item name="full_id" valuePropName="checked" extra={words.fullIdText}>
            <Checkbox data-testid="statement-full-id">{words.fullId}</Checkbox>
          </Form.Item>
          <FailureNote failure={preview.error} />
          <div className="stack">
            <Button type="primary" block htmlType="submit" loading={preview.isPending} data-testid="statement-preview">
              {words.preview}
            </Button>
            <May use="statement_save">
              <Button
                block
                loading={save.isPending}
                onClick={() =>
                  form.validateFields().then(
                    (fields) => save.mutate(request(fields)),
                    () => undefined,
                  )
                }
                data-testid="statement-save"
              >
                {words.save}
              </Button>
            </May>
            {save.data ? (
              <div className="note is-done">
                <p className="path">{words.saved(save.data.files[0] ?? '')}</p>
                <May use="statement_open_last">
                  <Button size="small" onClick={() => open.mutate(undefined)} data-testid="statement-open">
                    {words.open}
                  </Button>
                </May>
              </div>
            ) : null}
          </div>
        </Form>
      </section>
      <section className="panel is-fill">
        {preview.data ? (
          <PdfView bytes={preview.data} label={words.previewLabel(words.kinds[kind as 'statement' | 'notice'], '')} />
        ) : (
          <Empty title={words.previewNone} />
        )}
      </section>
    </div>
  );
}
