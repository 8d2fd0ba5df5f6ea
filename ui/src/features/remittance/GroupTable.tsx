import type { RemittanceGroup } from '../../generated/RemittanceGroup';
import { formatMoney } from '../../kit/money';
import { Sheet } from '../../kit/Sheet';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';
import { PaidMark } from './state';

const words = zh.remittance;

/** What one date is for: per unit, social insurance and the housing fund. */
export function GroupTable({ groups }: { groups: readonly RemittanceGroup[] }) {
  return (
    <Sheet
      label={words.units}
      testId="remittance-groups"
      rows={groups}
      rowKey={(group) => `${group.unit}|${group.group}`}
      columns={[
        { title: words.unit, cell: (group) => group.unit },
        { title: words.kind, nowrap: true, cell: (group) => word(words.group, group.group) },
        { title: words.due, right: true, nowrap: true, cell: (group) => formatMoney(group.due) },
        { title: words.paid, right: true, nowrap: true, cell: (group) => formatMoney(group.paid) },
        { title: words.short, right: true, nowrap: true, cell: (group) => formatMoney(group.short) },
        {
          title: words.lateFee,
          right: true,
          nowrap: true,
          cell: (group) => (
            <>
              {formatMoney(group.late_fee)}
              {group.late_fee_paid === '0.00' ? null : (
                <div className="soft">{words.ofFee(formatMoney(group.late_fee_paid))}</div>
              )}
            </>
          ),
        },
        {
          title: words.payBy,
          cell: (group) => (
            <>
              {group.pay_by ? <span className="figure nowrap">{group.pay_by}</span> : null}
              <div className="soft">{group.source}</div>
            </>
          ),
        },
        {
          title: words.payments,
          cell: (group) =>
            group.payments.map((payment) => (
              <div key={`${payment.day}|${payment.amount}|${payment.document}`}>
                <span className="figure nowrap">{words.paymentText(payment.day, formatMoney(payment.amount))}</span>
                <div className="soft">
                  {payment.basis ? word(words.found, payment.basis) : words.byHand} · {payment.document}
                </div>
              </div>
            )),
        },
        { title: words.stateHead, nowrap: true, cell: (group) => <PaidMark state={group.state} /> },
      ]}
    />
  );
}
