import { useSession } from '../../app/session';
import type { RemittanceGroup } from '../../generated/RemittanceGroup';
import { daysBetween } from '../../kit/month';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';
import { PaidMark } from './state';

const words = zh.remittance;

interface Term {
  day: string;
  what: string;
  group: RemittanceGroup;
  /** Its money is paid; of a declaration the book knows nothing more. */
  settled: boolean;
}

function termsOf(groups: readonly RemittanceGroup[]): Term[] {
  const terms = groups.flatMap((group) => {
    const settled = group.state === 'paid' || group.state === 'late';
    const both = [
      { day: group.declare_by, what: words.declareBy, group, settled: false },
      { day: group.pay_by, what: words.payBy, group, settled },
    ];
    return both.filter((term): term is Term => term.day !== null);
  });
  return terms.sort((a, b) => a.day.localeCompare(b.day) || a.group.unit.localeCompare(b.group.unit));
}

function Left({ term, today }: { term: Term; today: string }) {
  if (term.what === words.payBy && (term.settled || term.day < today)) return <PaidMark state={term.group.state} />;
  const left = daysBetween(today, term.day);
  if (left < 0) return <span className="soft">{words.passed}</span>;
  return <strong className={left <= 5 ? 'mark is-soon' : 'soft'}>{zh.alert.left(left)}</strong>;
}

/** Every declaration and payment date of the month, in the order of the days. */
export function TermCalendar({ groups }: { groups: readonly RemittanceGroup[] }) {
  const { today } = useSession();
  const terms = termsOf(groups);
  if (terms.length === 0) return <p className="soft">{words.calendarNone}</p>;
  return (
    <ol className="term-calendar" data-testid="term-calendar">
      {terms.map((term) => (
        <li
          key={`${term.day}|${term.what}|${term.group.unit}|${term.group.group}`}
          className={term.settled || term.day < today ? 'is-past' : ''}
        >
          <time dateTime={term.day}>
            <span className="soft figure">{term.day.slice(0, 7)}</span>
            <strong className="figure">{Number(term.day.slice(8))}</strong>
          </time>
          <div className="grow">
            <div className="term-head">
              <strong>{term.what}</strong>
              <Left term={term} today={today} />
            </div>
            <div className="soft">
              {[
                term.group.unit,
                word(words.group, term.group.group),
                term.group.basis ? word(words.basis, term.group.basis) : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}
