import { Form, Input, Modal } from 'antd';
import { bridge } from '../../bridge';
import type { EnrollmentTask } from '../../generated/EnrollmentTask';
import { FailureNote } from '../../kit/FailureNote';
import { DayInput, isDayText } from '../../kit/inputs';
import { useAct, useRead } from '../../kit/useDesk';
import { scopeName, TASK_KIND, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.enrollment;

interface Fields {
  received_on: string;
  number?: string;
  note?: string;
}

/** 登记回执: what the agency gave for the thing done; it closes the task. */
export function ReceiptDialog({ task, onClose }: { task: EnrollmentTask; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const today = useRead(['today'], bridge.today);
  const act = useAct(bridge.enrollmentReceipt, {
    inline: true,
    done: () => words.receipted(task.name),
    after: onClose,
  });
  const what = `${word(TASK_KIND, task.kind)} ${task.scope ? scopeName(task.scope) : ''}`;
  return (
    <Modal
      open
      title={words.receiptTitle(task.name, what)}
      okText={words.receiptDo}
      onCancel={onClose}
      onOk={form.submit}
      afterOpenChange={(shown) => shown && form.focusField('number')}
      confirmLoading={act.isPending}
      okButtonProps={{ 'data-testid': 'receipt-submit' }}
    >
      <p className="soft">{words.receiptText}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        key={today.data}
        initialValues={{ received_on: today.data ?? '' }}
        onFinish={(fields) =>
          act.mutate({
            employee_no: task.employee_no,
            unit: task.unit ?? '',
            kind: task.kind,
            scope: task.scope,
            event: task.event,
            received_on: fields.received_on,
            number: fields.number || null,
            note: fields.note || null,
          })
        }
      >
        <Form.Item name="received_on" label={words.receivedOn} rules={[isDayText(true)]}>
          <DayInput data-testid="receipt-day" />
        </Form.Item>
        <Form.Item name="number" label={words.receiptNumber}>
          <Input data-testid="receipt-number" />
        </Form.Item>
        <Form.Item name="note" label={words.receiptNote}>
          <Input placeholder={words.receiptNoteHint} />
        </Form.Item>
        <FailureNote failure={act.error} />
      </Form>
    </Modal>
  );
}
