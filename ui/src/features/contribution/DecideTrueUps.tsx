import { Form, Modal } from 'antd';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { TrueUpDecided } from '../../generated/TrueUpDecided';
import type { TrueUpProposal } from '../../generated/TrueUpProposal';
import { Facts } from '../../kit/Facts';
import { FailureNote } from '../../kit/FailureNote';
import { isMonthText, MonthInput } from '../../kit/inputs';
import { formatMoney, sumShown } from '../../kit/money';
import { plusMonths } from '../../kit/month';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.contribution.trueUp;

interface Props {
  proposals: readonly TrueUpProposal[];
  /** Whether that is all there is. */
  all: boolean;
  accept: boolean;
  onClose: () => void;
  onDecided: (decided: TrueUpDecided) => void;
}

/** Booked in which month, or left: how many, how much, for which company. */
export function DecideTrueUps({ proposals, all, accept, onClose, onDecided }: Props) {
  const { book, month } = useSession();
  const [form] = Form.useForm<{ booked: string }>();
  const latest =
    proposals
      .map((one) => one.period)
      .sort()
      .at(-1) ?? month;
  const lines = all
    ? null
    : proposals.map(({ employee_no, unit, insurance, period }) => ({ employee_no, unit, insurance, period }));
  const decide = useAct((booked: string | null) => bridge.trueUpDecide({ lines, booked }), {
    inline: true,
    after: (decided) => {
      onDecided(decided);
      onClose();
    },
  });
  return (
    <Modal
      open
      width={460}
      title={accept ? words.acceptTitle : words.refuseTitle}
      okText={accept ? words.acceptOne : words.refuseOne}
      okButtonProps={{ 'data-testid': 'true-up-submit' }}
      confirmLoading={decide.isPending}
      onCancel={onClose}
      onOk={form.submit}
      afterOpenChange={(shown) => shown && accept && form.focusField('booked')}
    >
      <div className="stack">
        <p className="soft figure">{zh.enrollment.inCompany(book.company, book.credit_code)}</p>
        <Facts
          single
          items={[
            [words.lines, words.linesText(proposals.length, new Set(proposals.map((one) => one.employee_no)).size)],
            [words.employer, formatMoney(sumShown(proposals.map((one) => one.employer_difference)))],
            [words.employee, formatMoney(sumShown(proposals.map((one) => one.employee_difference)))],
          ]}
        />
        <p>{accept ? words.acceptText : words.refuseText}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ booked: month > latest ? month : plusMonths(latest, 1) }}
          onFinish={({ booked }) => decide.mutate(accept ? booked : null)}
        >
          {accept ? (
            <Form.Item name="booked" label={words.booked} rules={[isMonthText(true)]}>
              <MonthInput data-testid="true-up-booked" />
            </Form.Item>
          ) : null}
          <FailureNote failure={decide.error} />
        </Form>
      </div>
    </Modal>
  );
}
