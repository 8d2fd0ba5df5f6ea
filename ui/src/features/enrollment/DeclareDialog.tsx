import { Form, Select } from 'antd';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { DeclareBase } from '../../generated/DeclareBase';
import { isMoneyText, isMonthText, MoneyInput, MonthInput } from '../../kit/inputs';
import { formatMoney, isMoney } from '../../kit/money';
import { isMonth } from '../../kit/month';
import { useAct } from '../../kit/useDesk';
import { BASE_REASON, options, scopeName } from '../../words/terms';
import { zh } from '../../words/zh';
import { CostPreview } from './CostPreview';
import { EntryDialog } from './EntryDialog';
import { EntryPerson, EntryPlace } from './EntryPlace';
import { sentScope, useEntry } from './useEntry';

const words = zh.enrollment;

interface Props {
  employeeNo: string | null;
  /** A proposed amount (from the wage worksheet). */
  amount?: string | null;
  onClose: () => void;
}

const REASONS = options(BASE_REASON).filter((reason) => reason.value !== 'import');

/** 申报基数 — a newly declared base; it is clamped when computed, never here. */
export function DeclareDialog({ employeeNo, amount, onClose }: Props) {
  const { month } = useSession();
  const [form] = Form.useForm<DeclareBase>();
  const fields = (Form.useWatch([], form) ?? {}) as Partial<DeclareBase>;
  const { person, units } = useEntry(fields.employee_no ?? employeeNo ?? undefined);
  const unit = units.find((item) => item.name === fields.unit);
  const scope = fields.scope ?? 'social';
  const before = (person?.bases ?? []).filter((base) => base.unit === unit?.name && base.scope === scope).at(-1);
  const act = useAct(bridge.baseDeclare, {
    inline: true,
    done: () => words.declared(person?.name ?? ''),
    after: onClose,
  });
  const ready = person && unit && isMonth(fields.from) && isMoney(fields.amount);
  return (
    <EntryDialog<DeclareBase>
      form={form}
      title={words.declareTitle}
      action={words.declareDo}
      start={{
        employee_no: employeeNo ?? '',
        scope: 'social',
        from: month,
        reason: 'annual',
        ...(amount ? { amount } : {}),
      }}
      first={employeeNo === null ? 'employee_no' : 'unit'}
      busy={act.isPending}
      failure={act.error}
      onClose={onClose}
      onSubmit={(request) => act.mutate({ ...request, scope: sentScope(request.scope) })}
      preview={
        ready ? (
          <>
            <ul>
              <li>
                ·{' '}
                {words.baseChange(
                  scopeName(scope),
                  before ? formatMoney(before.amount) : words.baseNone,
                  formatMoney(fields.amount),
                  fields.from ?? '',
                )}
              </li>
            </ul>
            <CostPreview
              query={{
                kind: 'base',
                employee_no: person.employee_no,
                unit: unit.name,
                scope: sentScope(scope),
                month: fields.from ?? null,
                base: isMoney(fields.amount) ? fields.amount : null,
              }}
            />
          </>
        ) : null
      }
    >
      <EntryPerson given={employeeNo !== null} />
      <EntryPlace units={units} />
      <Form.Item name="from" label={words.from} rules={[isMonthText(true)]}>
        <MonthInput data-testid="entry-from" />
      </Form.Item>
      <Form.Item name="amount" label={words.base} rules={[isMoneyText(true)]}>
        <MoneyInput data-testid="entry-amount" />
      </Form.Item>
      <Form.Item name="reason" label={words.baseReason}>
        <Select options={REASONS} />
      </Form.Item>
    </EntryDialog>
  );
}
