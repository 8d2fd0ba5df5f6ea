import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { CauseView } from '../../generated/CauseView';
import { formatMoney, formatRate, sumShown } from '../../kit/money';
import { originText } from '../../kit/OriginNote';
import { SidePanel } from '../../kit/SidePanel';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import type { Difference } from './differences';

const words = zh.reconciliation;

const SHOWN = 12;

type Side = keyof typeof words.side;
type Source = keyof typeof words.source;

function partOf(cause: CauseView): string {
  const insurance = cause.insurance ? insuranceName(cause.insurance) : '';
  const side = cause.side ? words.side[cause.side as Side] : '';
  return [words.source[cause.source as Source], insurance, side].filter(Boolean).join(' · ');
}

function Evidence({ causes }: { causes: readonly CauseView[] }) {
  const places = [...new Set(causes.flatMap((cause) => cause.evidence.map(originText)))];
  if (places.length === 0) return <p className="soft">{words.noEvidence}</p>;
  return (
    <ul className="recon-evidence">
      {places.slice(0, SHOWN).map((place) => (
        <li key={place} className="origin">
          {place}
        </li>
      ))}
      {places.length > SHOWN ? <li className="soft">{words.more(places.length)}</li> : null}
    </ul>
  );
}

/** The causes of a difference: they add up to it; each with what shows it and what to do. */
export function CausePanel({ difference, onClose }: { difference: Difference; onClose: () => void }) {
  const go = useNavigate();
  const { causes } = difference;
  const first = causes[0];
  const own = causes.filter((cause) => cause.source !== 'bank');
  const bank = causes.filter((cause) => cause.source === 'bank');
  const no = difference.people[0]?.employee_no;
  const parts = (list: readonly CauseView[]) =>
    list.length === 0 ? null : (
      <table className="sheet" aria-label={words.causes}>
        <tbody>
          {list.slice(0, SHOWN).map((cause, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: causes have no identity of their own and never move
            <tr key={index}>
              <td>
                {partOf(cause)}
                {cause.found_rate ? (
                  <div className="soft">
                    {formatRate(cause.expected_rate)} → {formatRate(cause.found_rate)}
                  </div>
                ) : null}
                {cause.found_base ? (
                  <div className="soft figure">
                    {formatMoney(cause.expected_base)} → {formatMoney(cause.found_base)}
                  </div>
                ) : null}
              </td>
              <td className="right figure">{formatMoney(cause.amount)}</td>
            </tr>
          ))}
          <tr className="recon-sum">
            <td>
              {words.sumOf}
              {list.length > SHOWN ? <span className="soft"> {words.more(list.length)}</span> : null}
            </td>
            <td className="right figure">{formatMoney(sumShown(list.map((cause) => cause.amount)))}</td>
          </tr>
        </tbody>
      </table>
    );
  return (
    <SidePanel
      label={words.causesOf(difference.title)}
      title={difference.title}
      sub={`${difference.who} · ${difference.unit}`}
      onClose={onClose}
      testId="recon-causes"
    >
      <div className="stack">
        {first ? <p>{first.explanation}</p> : null}
        {parts(own)}
        {parts(bank)}
        <div className="note is-soon">
          <strong>{words.nextStep}</strong>
          <p>{first?.next_step}</p>
        </div>
        <h3>{words.evidence}</h3>
        <Evidence causes={causes} />
        {no ? (
          <Button onClick={() => go(`/roster/${encodeURIComponent(no)}`)} data-testid="recon-person">
            {words.toPerson}
          </Button>
        ) : null}
      </div>
    </SidePanel>
  );
}
