import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { PolicyValue } from '../../generated/PolicyValue';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { chineseMonth } from '../../kit/month';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

const words = zh.policy;

/** Who of this book relies on a value in the month in view. */
export function ReliedOn({ value }: { value: PolicyValue }) {
  const { month } = useSession();
  const { region, insurance, part, option, from } = value;
  const of = { region, insurance, part, option, from, month };
  const read = useRead(['relied', of], () => bridge.policyReliedOn(of));
  const found = read.data;
  return (
    <section data-testid="relied-on">
      <h3>{words.relied(chineseMonth(month))}</h3>
      <FailureNote failure={read.error} />
      {found && !found.computed ? <p className="soft">{words.reliedNotRun}</p> : null}
      {found?.computed && found.people === 0 && found.waiting === 0 ? (
        <p className="soft">{words.reliedNobody}</p>
      ) : null}
      {found && found.waiting > 0 ? <Mark tone="act">{words.waiting(found.waiting)}</Mark> : null}
      {found && found.people > 0 ? (
        <ul>
          {found.units.map((one) => (
            <li key={one.unit}>
              {one.unit} <strong className="figure">{zh.common.people(one.people)}</strong>
            </li>
          ))}
          {found.units.length > 1 ? <li className="soft">{words.reliedAll(found.people)}</li> : null}
        </ul>
      ) : null}
    </section>
  );
}
