import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { ExportRequest } from '../../generated/ExportRequest';
import type { Inspection } from '../../generated/Inspection';
import { FailureNote } from '../../kit/FailureNote';
import { isMonthText, MonthInput } from '../../kit/inputs';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { ExportedNote } from './ExportedNote';

const words = zh.exchange.handOut;

/** 导出: what bureaus and colleagues take, of one month. */
export function ExportPanel() {
  const { month } = useSession();
  const [form] = Form.useForm<{ kind: string; month: string; unit: string; layout: string }>();
  const [own, setOwn] = useState<Inspection | null>(null);
  const kinds = useRead(['export-kinds'], bridge.exchangeExportKinds);
  const units = useRead(['units'], bridge.unitList);
  const kindId = Form.useWatch('kind', form);
  const kind = kinds.data?.find((item) => item.kind === kindId);
  const pick = useAct(() => bridge.exchangePick(), { readOnly: true, after: (file) => file && setOwn(file) });
  const save = useAct((request: ExportRequest) => bridge.exchangeExport(request), { inline: true, readOnly: true });
  const noUnit = kind?.one_unit === true && (units.data?.length ?? 0) > 1;
  return (
    <div className="split">
      <section className="panel print-form">
        <p className="soft">{words.text}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ kind: 'contribution_ledger', month, unit: '', layout: '' }}
          onValuesChange={(changed) => {
            save.reset();
            if ('kind' in changed) {
              setOwn(null);
              form.setFieldValue('layout', '');
            }
          }}
          onFinish={(fields) =>
            save.mutate({
              kind: fields.kind,
              month: fields.month,
              unit: fields.unit || null,
              layout: fields.layout || null,
              template: own?.handle ?? null,
            })
          }
        >
          <Form.Item name="kind" label={words.kind} extra={kind?.text}>
            <Select
              data-testid="export-kind"
              options={(kinds.data ?? []).map((item) => ({ value: item.kind, label: item.name }))}
            />
          </Form.Item>
          <Form.Item name="month" label={zh.exchange.month} rules={[isMonthText(true)]}>
            <MonthInput data-testid="export-month" />
          </Form.Item>
          <Form.Item name="unit" label={zh.exchange.unit} rules={[{ required: noUnit, message: words.unitNeeded }]}>
            <Select
              options={[
                { value: '', label: noUnit ? words.unitPick : words.allUnits },
                ...(units.data ?? []).map((unit) => ({ value: unit.name, label: unit.name })),
              ]}
            />
          </Form.Item>
          {kind && kind.layouts.length > 0 ? (
            <Form.Item name="layout" label={words.layout}>
              <Select
                options={[
                  { value: '', label: words.layoutOwn },
                  ...kind.layouts.map((layout) => ({ value: layout.id, label: layout.name })),
                ]}
              />
            </Form.Item>
          ) : null}
          {kind?.own_file ? (
            <Form.Item label={words.ownFile} extra={kind.own_file}>
              <Button loading={pick.isPending} onClick={() => pick.mutate(undefined)} data-testid="export-own">
                {own ? own.file : words.ownPick}
              </Button>
            </Form.Item>
          ) : null}
          <FailureNote failure={save.error} />
          <Button type="primary" block htmlType="submit" loading={save.isPending} data-testid="export-start">
            {words.start}
          </Button>
        </Form>
      </section>
      <div className="page-body is-scroll is-flush">{save.data ? <ExportedNote exported={save.data} /> : null}</div>
    </div>
  );
}
