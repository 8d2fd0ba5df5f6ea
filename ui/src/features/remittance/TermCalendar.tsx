import type { RemittanceGroup } from '../../generated/RemittanceGroup';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.remittance;

/** Every declaration and payment date of the month, in the order of the days. */
export function TermCalendar({ groups }: { groups: readonly RemittanceGroup[] }) {
  const terms = groups.flatMap((group) =>
    (
      [
        [group.declare_by, words.declareBy],
        [group.pay_by, words.payBy],
      ] as const
    ).flatMap(([day, what]) => (day ? [{ day, what, group }] : [])),
  );
  terms.sort((a, b) => a.day.localeCompare(b.day) || a.group.unit.localeCompare(b.group.unit));
  if (terms.length === 0) return <p className="soft">{words.calendarNone}</p>;
  return (
    <ul className="term-calendar" data-testid="term-calendar">
      {terms.map(({ day, what, group }) => (
        <li key={`${day}|${what}|${group.unit}|${group.group}`}>
          <strong className="figure">{day}</strong> {what}
          <div className="soft">
            {group.unit} · {word(words.group, group.group)} · {group.basis ? word(words.basis, group.basis) : ''}
          </div>
        </li>
      ))}
    </ul>
  );
}
