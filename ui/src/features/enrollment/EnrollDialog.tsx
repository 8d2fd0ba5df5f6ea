import { Checkbox, Form, Input } from 'antd';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { Enroll } from '../../generated/Enroll';
import { isMoneyText, isMonthText, MoneyInput, MonthInput } from '../../kit/inputs';
import { isMoney } from '../../kit/money';
import { isMonth } from '../../kit/month';
import { useAct } from '../../kit/useDesk';
import { scopeName } from '../../words/terms';
import { zh } from '../../words/zh';
import { CostPreview } from './CostPreview';
import { EntryDialog } from './EntryDialog';
import { EntryPerson, EntryPlace } from './EntryPlace';
import { sentScope, useEntry } from './useEntry';

const words = zh.enrollment;

interface Props {
  employeeNo: string | null;
  /** As the task names them. */
  unit?: string | null;
  scope?: string | null;
  onClose: () => void;
}

/** 增员 — a new cover, with what it changes and costs before the click. */
export function EnrollDialog({ employeeNo, unit: givenUnit = null, scope: givenScope = null, onClose }: Props) {
  const { month } = useSession();
  const [form] = Form.useForm<Enroll>();
  const fields = (Form.useWatch([], form) ?? {}) as Partial<Enroll>;
  const { person, units } = useEntry(fields.employee_no ?? employeeNo ?? undefined);
  const unit = units.find((item) => item.name === fields.unit);
  const act = useAct(bridge.enrollmentEnroll, {
    inline: true,
    done: () => words.enrolled(person?.name ?? ''),
    after: onClose,
  });
  const scope = fields.scope ?? 'social';
  const overlaps = (person?.cover ?? []).filter(
    (cover) => cover.scope === scope && (cover.last_month === null || (fields.first_month ?? '') <= cover.last_month),
  );
  const ready = person && unit && isMonth(fields.first_month);
  return (
    <EntryDialog<Enroll>
      form={form}
      title={words.enrollTitle}
      action={words.enrollDo}
      start={{
        employee_no: employeeNo ?? '',
        unit: givenUnit ?? undefined,
        scope: givenScope ?? 'social',
        first_month: month,
        first_month_late: false,
      }}
      first={employeeNo === null ? 'employee_no' : 'unit'}
      busy={act.isPending}
      failure={act.error}
      onClose={onClose}
      onSubmit={(request) =>
        act.mutate({
          ...request,
          scope: sentScope(request.scope),
          base: request.base || null,
          reason: request.reason || null,
        })
      }
      preview={
        ready ? (
          <>
            <ul>
              <li>· {words.newCover(unit.name, scopeName(scope), fields.first_month ?? '')}</li>
              {overlaps.map((cover) => (
                <li key={`${cover.unit}.${cover.first_month}`} className="mark is-act">
                  !{' '}
                  {words.overlaps(
                    cover.unit,
                    scopeName(cover.scope),
                    zh.common.span(cover.first_month, cover.last_month),
                  )}
                </li>
              ))}
            </ul>
            <CostPreview
              query={{
                kind: 'enroll',
                employee_no: person.employee_no,
                unit: unit.name,
                scope: sentScope(scope),
                month: fields.first_month ?? null,
                base: isMoney(fields.base) ? fields.base : null,
              }}
            />
          </>
        ) : null
      }
    >
      <EntryPerson given={employeeNo !== null} />
      <EntryPlace units={units} />
      <Form.Item name="first_month" label={words.first} rules={[isMonthText(true)]}>
        <MonthInput data-testid="entry-first" />
      </Form.Item>
      <Form.Item name="base" label={words.base} rules={[isMoneyText(false)]}>
        <MoneyInput placeholder={words.baseHint} data-testid="entry-base" />
      </Form.Item>
      <Form.Item name="reason" label={words.reason}>
        <Input placeholder={words.reasonHint} />
      </Form.Item>
      <Form.Item name="first_month_late" valuePropName="checked" className="is-wide" extra={words.lateText}>
        <Checkbox>{words.late}</Checkbox>
      </Form.Item>
    </EntryDialog>
  );
}
