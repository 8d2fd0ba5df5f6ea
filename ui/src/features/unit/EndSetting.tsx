import { Form, Modal } from 'antd';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { Setting } from '../../generated/Setting';
import { FailureNote } from '../../kit/FailureNote';
import { isMonthText, MonthInput } from '../../kit/inputs';
import { useAct } from '../../kit/useDesk';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

/** A setting ends with a month; it is never deleted. */
export function EndSetting({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  const { month } = useSession();
  const [form] = Form.useForm<{ to: string }>();
  const end = useAct(bridge.settingEnd, { inline: true, done: () => zh.unit.ended, after: onClose });
  return (
    <Modal
      open
      title={zh.unit.endTitle(insuranceName(setting.insurance))}
      okText={zh.unit.end}
      onCancel={onClose}
      afterOpenChange={(shown) => shown && form.focusField('to')}
      onOk={form.submit}
      confirmLoading={end.isPending}
      width={400}
    >
      <div className="stack">
        <p>{zh.unit.endText}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ to: month }}
          onFinish={({ to }) => end.mutate({ id: setting.id, to })}
        >
          <Form.Item name="to" label={zh.unit.endLast} rules={[isMonthText(true)]}>
            <MonthInput autoFocus />
          </Form.Item>
          <FailureNote failure={end.error} />
        </Form>
      </div>
    </Modal>
  );
}
