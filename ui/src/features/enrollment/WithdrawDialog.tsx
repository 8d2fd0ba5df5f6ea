import { Form, Input, Select } from 'antd';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { CoverView } from '../../generated/CoverView';
import type { Withdraw } from '../../generated/Withdraw';
import { isFilled, isMonthText, MonthInput } from '../../kit/inputs';
import { isMonth } from '../../kit/month';
import { useAct } from '../../kit/useDesk';
import { scopeName } from '../../words/terms';
import { zh } from '../../words/zh';
import { CostPreview } from './CostPreview';
import { EntryDialog } from './EntryDialog';
import { EntryPerson } from './EntryPlace';
import { sentScope, useEntry } from './useEntry';

const words = zh.enrollment;

interface Fields {
  employee_no: string;
  cover: string[];
  last_month: string;
  reason?: string;
}

const keyOf = (cover: CoverView) => `${cover.unit}|${cover.scope}|${cover.first_month}`;

interface Props {
  employeeNo: string | null;
  /** 离职日期, as the task names it. */
  left?: string | null;
  onClose: () => void;
}

/** 减员 — the last month due, for one or several running covers. */
export function WithdrawDialog({ employeeNo, left = null, onClose }: Props) {
  const { month } = useSession();
  const [form] = Form.useForm<Fields>();
  const fields = (Form.useWatch([], form) ?? {}) as Partial<Fields>;
  const { person } = useEntry(fields.employee_no ?? employeeNo ?? undefined);
  const running = (person?.cover ?? []).filter((cover) => cover.last_month === null);
  const chosen = running.filter((cover) => (fields.cover ?? []).includes(keyOf(cover)));
  const act = useAct(
    async (requests: readonly Withdraw[]) => {
      for (const request of requests) await bridge.enrollmentWithdraw(request);
    },
    { inline: true, done: () => words.withdrawn(person?.name ?? ''), after: onClose },
  );
  const submit = ({ last_month, reason }: Fields) =>
    act.mutate(
      chosen.map((cover) => ({
        employee_no: person?.employee_no ?? '',
        unit: cover.unit,
        scope: sentScope(cover.scope),
        last_month,
        reason: reason || null,
      })),
    );
  return (
    <EntryDialog<Fields>
      form={form}
      title={words.withdrawTitle}
      action={words.withdrawDo}
      start={{ employee_no: employeeNo ?? '', cover: [], last_month: left?.slice(0, 7) ?? month }}
      first={employeeNo === null ? 'employee_no' : 'last_month'}
      busy={act.isPending}
      failure={act.error}
      onClose={onClose}
      onSubmit={submit}
      preview={
        person && running.length === 0 ? (
          <p>{words.noCover}</p>
        ) : chosen.length > 0 && isMonth(fields.last_month) ? (
          chosen.map((cover) => (
            <div key={keyOf(cover)}>
              <p>
                ·{' '}
                {words.ends(
                  cover.unit,
                  scopeName(cover.scope),
                  zh.common.span(cover.first_month, null),
                  zh.common.span(cover.first_month, fields.last_month ?? null),
                )}
              </p>
              <CostPreview
                query={{
                  kind: 'withdraw',
                  employee_no: person?.employee_no ?? '',
                  unit: cover.unit,
                  scope: sentScope(cover.scope),
                  month: fields.last_month ?? null,
                  base: null,
                }}
              />
            </div>
          ))
        ) : null
      }
    >
      <EntryPerson given={employeeNo !== null} />
      <Form.Item name="last_month" label={words.last} rules={[isMonthText(true)]}>
        <MonthInput data-testid="entry-last" />
      </Form.Item>
      <Form.Item name="cover" label={words.scope} rules={[isFilled()]} className="is-wide">
        <Select
          mode="multiple"
          options={running.map((cover) => ({
            value: keyOf(cover),
            label: `${cover.unit} ${scopeName(cover.scope)}（${zh.common.since(cover.first_month)}）`,
          }))}
          data-testid="entry-cover"
        />
      </Form.Item>
      <Form.Item name="reason" label={words.reason} className="is-wide">
        <Input placeholder={words.reasonHint} data-testid="entry-reason" />
      </Form.Item>
    </EntryDialog>
  );
}
