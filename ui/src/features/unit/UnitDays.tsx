import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { NewUnitDay } from '../../generated/NewUnitDay';
import { FailureNote } from '../../kit/FailureNote';
import { isFilled, isMonthText, MonthInput } from '../../kit/inputs';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { UNIT_DAY } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.unit.days;

function AddDay({ units, onClose }: { units: readonly string[]; onClose: () => void }) {
  const [form] = Form.useForm<NewUnitDay>();
  const act = useAct(bridge.unitDayAdd, { inline: true, done: () => words.added, after: onClose });
  return (
    <Modal
      open
      title={words.add}
      okText={zh.common.save}
      onCancel={onClose}
      onOk={form.submit}
      afterOpenChange={(shown) => shown && form.focusField('day')}
      confirmLoading={act.isPending}
      okButtonProps={{ 'data-testid': 'unit-day-submit' }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        initialValues={{ unit: units[0], kind: 'enroll_cutoff' }}
        onFinish={(fields) => act.mutate({ ...fields, day: Number(fields.day) || 0, to: fields.to || null })}
      >
        <Form.Item name="unit" label={words.unit} rules={[isFilled()]}>
          <Select options={units.map((unit) => ({ value: unit, label: unit }))} />
        </Form.Item>
        <Form.Item name="kind" label={words.kind} rules={[isFilled()]}>
          <Select options={Object.entries(UNIT_DAY).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="day" label={words.day} rules={[isFilled()]}>
          <Input inputMode="numeric" className="figure" data-testid="unit-day" />
        </Form.Item>
        <Form.Item name="from" label={words.from} rules={[isMonthText(true)]}>
          <MonthInput data-testid="unit-day-from" />
        </Form.Item>
        <Form.Item name="reason" label={words.reason} rules={[isFilled()]}>
          <Input placeholder={words.reasonHint} data-testid="unit-day-reason" />
        </Form.Item>
        <FailureNote failure={act.error} />
      </Form>
    </Modal>
  );
}

/** 单位日期设置: cut-off days and reminders, each dated; no law sets them. */
export function UnitDays({ units }: { units: readonly string[] }) {
  const [adding, setAdding] = useState(false);
  const read = useRead(['unitDays'], bridge.unitDayList);
  const span = (from: string | null, to: string | null) => (from ? zh.common.span(from, to) : '');
  return (
    <Panel
      title={words.title}
      extra={
        <May use="unit_day_add">
          <Button size="small" onClick={() => setAdding(true)} data-testid="unit-day-add">
            {words.add}
          </Button>
        </May>
      }
      flush
      testId="unit-days"
    >
      <Sheet
        label={words.title}
        rows={read.data ?? []}
        rowKey={(day, index) => `${day.unit}.${day.kind}.${index}`}
        columns={[
          { title: words.unit, cell: (day) => day.unit },
          { title: words.kind, cell: (day) => day.label, nowrap: true },
          { title: words.day, cell: (day) => day.day, right: true },
          { title: words.span, cell: (day) => span(day.from, day.to), nowrap: true },
          { title: words.reason, cell: (day) => day.reason },
        ]}
      />
      {adding ? <AddDay units={units} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}
