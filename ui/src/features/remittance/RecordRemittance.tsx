import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { NewPayment } from '../../generated/NewPayment';
import type { NewPaymentDay } from '../../generated/NewPaymentDay';
import type { NewPublishedDay } from '../../generated/NewPublishedDay';
import { RecordDialog, type RecordField } from '../../kit/RecordDialog';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { SCOPES, sentScope } from '../enrollment/useEntry';

const words = zh.remittance;

export type RemittanceRecord = 'day' | 'published' | 'payment';

interface Props {
  kind: RemittanceRecord;
  onClose: () => void;
  onDone: (action: number) => void;
}

const scope: RecordField = { name: 'scope', label: words.scope, kind: 'choice', options: SCOPES };
const source: RecordField = { name: 'source', label: words.source, kind: 'text', wide: true, hint: words.sourceHint };

const DAY = [
  scope,
  { name: 'from', label: words.from, kind: 'month' },
  { name: 'to', label: words.to, kind: 'month', optional: true },
  { name: 'months_after', label: words.monthsAfter, kind: 'choice', options: words.monthsAfterOptions },
  { name: 'declare_day', label: words.declareDay, kind: 'number', optional: true },
  { name: 'pay_day', label: words.payDay, kind: 'number' },
  { name: 'shift', label: words.shift, kind: 'choice', options: words.shifts },
  source,
] as const satisfies readonly RecordField[];

const PUBLISHED = [
  scope,
  { name: 'month', label: words.month, kind: 'month' },
  { name: 'declare_by', label: words.declareByDate, kind: 'day', optional: true },
  { name: 'pay_by', label: words.payByDate, kind: 'day' },
  source,
] as const satisfies readonly RecordField[];

const PAYMENT = [
  scope,
  { name: 'month', label: words.month, kind: 'month' },
  { name: 'principal', label: words.principal, kind: 'money' },
  { name: 'late_fee', label: words.lateFee, kind: 'money', optional: true },
  { name: 'paid_on', label: words.paidOnDate, kind: 'day' },
  { name: 'document', label: words.document, kind: 'text', hint: words.documentHint },
] as const satisfies readonly RecordField[];

const given = (text: string | null | undefined) => text || null;

/** 设置期限, 登记公布的期限, 登记缴款. */
export function RecordRemittance({ kind, onClose, onDone }: Props) {
  const { month } = useSession();
  const units = useRead(['units'], bridge.unitList).data ?? [];
  const after = (action: number) => {
    onDone(action);
    onClose();
  };
  const day = useAct(bridge.paymentDayAdd, { inline: true, after });
  const published = useAct(bridge.publishedDayAdd, { inline: true, after });
  const payment = useAct(bridge.paymentRecord, { inline: true, after });
  const unit: RecordField = {
    name: 'unit',
    label: words.unit,
    kind: 'choice',
    options: units.map((one) => ({ value: one.name, label: one.name })),
  };
  const region: RecordField = {
    name: 'region',
    label: words.region,
    kind: 'choice',
    options: [...new Set(units.map((one) => one.region_name))].map((name) => ({ value: name, label: name })),
  };
  if (kind === 'day') {
    return (
      <RecordDialog<NewPaymentDay>
        title={words.addDay}
        fields={[unit, ...DAY]}
        start={{ unit: units[0]?.name, scope: 'social', from: month, months_after: 0, shift: 'tax' }}
        busy={day.isPending}
        failure={day.error}
        onSubmit={(fields) =>
          day.mutate({
            ...fields,
            scope: sentScope(fields.scope),
            to: given(fields.to),
            declare_day: fields.declare_day ?? null,
          })
        }
        onClose={onClose}
      />
    );
  }
  if (kind === 'published') {
    return (
      <RecordDialog<NewPublishedDay>
        title={words.addPublished}
        fields={[region, ...PUBLISHED]}
        start={{ region: units[0]?.region_name, scope: 'social', month }}
        busy={published.isPending}
        failure={published.error}
        onSubmit={(fields) =>
          published.mutate({ ...fields, scope: sentScope(fields.scope), declare_by: given(fields.declare_by) })
        }
        onClose={onClose}
      />
    );
  }
  return (
    <RecordDialog<NewPayment>
      title={words.addPayment}
      about={words.lateFeeNote}
      fields={[unit, ...PAYMENT]}
      start={{ unit: units[0]?.name, scope: 'social', month }}
      busy={payment.isPending}
      failure={payment.error}
      onSubmit={(fields) =>
        payment.mutate({ ...fields, scope: sentScope(fields.scope), late_fee: given(fields.late_fee) })
      }
      onClose={onClose}
    />
  );
}
