import { Button, Form, Radio, Select } from 'antd';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { BatchRequest } from '../../generated/BatchRequest';
import { FailureNote } from '../../kit/FailureNote';
import { isMonthText, MonthInput } from '../../kit/inputs';
import { JobProgress } from '../../kit/JobProgress';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { firstOfTwelve } from './span';

const words = zh.statement;

/** 批量: everybody covered in a month, or in several for 社保状态说明, with progress and 取消. */
export function BatchPrint() {
  const { book, month } = useSession();
  const units = useRead(['units'], bridge.unitList);
  const [form] = Form.useForm<BatchRequest>();
  const kind = Form.useWatch('kind', form) ?? 'notice';
  const batch = useAct(bridge.statementBatch, { inline: true });
  const printed = batch.data;
  return (
    <div className="split">
      <section className="panel print-form">
        <p className="soft">{words.batchText}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ kind: 'notice', from: firstOfTwelve(book.months, month), month, unit: '' }}
          onFinish={(fields) =>
            batch.mutate({ ...fields, from: fields.from || null, unit: fields.unit || null, employees: [] })
          }
        >
          <Form.Item name="kind" label={words.kind}>
            <Radio.Group
              className="print-kinds"
              options={(['notice', 'statement'] as const).map((value) => ({ value, label: words.kinds[value] }))}
            />
          </Form.Item>
          <div className="form-grid">
            {kind === 'notice' ? null : (
              <Form.Item name="from" label={words.from} rules={[isMonthText(true)]}>
                <MonthInput data-testid="batch-from" />
              </Form.Item>
            )}
            <Form.Item name="month" label={kind === 'notice' ? words.month : words.to} rules={[isMonthText(true)]}>
              <MonthInput data-testid="batch-month" />
            </Form.Item>
          </div>
          <Form.Item name="unit" label={words.unit}>
            <Select
              options={[
                { value: '', label: words.allUnits },
                ...(units.data ?? []).map((unit) => ({ value: unit.name, label: unit.name })),
              ]}
            />
          </Form.Item>
          <FailureNote failure={batch.error} />
          <May use="statement_batch">
            <Button type="primary" block htmlType="submit" loading={batch.isPending} data-testid="batch-start">
              {words.batchDo}
            </Button>
          </May>
        </Form>
      </section>
      <div className="page-body is-scroll is-flush">
        {batch.isPending ? <JobProgress label={words.batchRunning} /> : null}
        {printed ? (
          <>
            <div className="note is-done" data-testid="batch-done">
              ✓ {words.batchDone(printed.files.length, printed.pages)}
            </div>
            {printed.skipped.length > 0 ? (
              <Panel title={words.skipped} flush>
                <Sheet
                  label={words.skipped}
                  rows={printed.skipped}
                  rowKey={(row) => row.employee_no}
                  columns={[
                    { title: zh.roster.columns.name, cell: (row) => row.name, nowrap: true },
                    { title: zh.roster.columns.no, cell: (row) => row.employee_no, nowrap: true },
                    { title: words.skippedReason, cell: (row) => row.reason },
                  ]}
                />
              </Panel>
            ) : null}
          </>
        ) : null}
      </div>
    </div>
  );
}
