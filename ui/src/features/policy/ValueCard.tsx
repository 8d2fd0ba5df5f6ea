import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { May } from '../../app/rights';
import type { PolicyValue } from '../../generated/PolicyValue';
import type { RegionView } from '../../generated/RegionView';
import type { ValueAlternative } from '../../generated/ValueAlternative';
import { Facts } from '../../kit/Facts';
import { SidePanel } from '../../kit/SidePanel';
import { sourceText } from '../../kit/source';
import { EVIDENCE, insuranceName, OPTION, POLICY_PART, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawText } from '../law/LawText';
import { BookProof } from './BookProof';
import { correctionOf } from './change';
import { valueText } from './columns';
import { ReliedOn } from './ReliedOn';
import { StandingMark } from './StandingMark';
import { standingOf } from './standing';

const words = zh.policy;

/** Other values that the sources give for the same months. */
function Alternatives({ value }: { value: PolicyValue }) {
  if (value.alternatives.length === 0) return null;
  const told = (choice: ValueAlternative) => valueText({ ...choice, part: value.part }) || words.unknownValue;
  return (
    <section>
      <h3>{words.alternatives}</h3>
      {value.alternatives.map((choice) => (
        <div key={`${told(choice)}.${choice.source.title}.${choice.note}`} className="choice">
          <div>
            <strong className="figure">{told(choice)}</strong>
            <p className="soft">{sourceText(choice.source)}</p>
            {choice.note ? <p className="soft">{choice.note}</p> : null}
            {choice.source.quote ? <p className="soft">{words.quoted(choice.source.quote)}</p> : null}
          </div>
        </div>
      ))}
    </section>
  );
}

/** Sentences under a heading; nothing where there are none. */
function Lines({ head, lines }: { head: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{head}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            · <LawText>{line}</LawText>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props {
  value: PolicyValue;
  region: RegionView;
  onClose: () => void;
}

/** A value with its quote, document, status, contradictions, and who relies on it. */
export function ValueCard({ value, region, onClose }: Props) {
  const go = useNavigate();
  const { source } = value;
  const conflicts = region.conflicts.filter((conflict) => conflict.insurance === value.insurance);
  return (
    <SidePanel
      label={words.card}
      title={value.ends ? words.ended : valueText(value) || words.unknownValue}
      sub={`${region.name} · ${insuranceName(value.insurance)} · ${word(POLICY_PART, value.part)}`}
      onClose={onClose}
      testId="value-card"
    >
      <div className="stack">
        <div className="row">
          <StandingMark standing={standingOf(value)} chip />
          <span className="figure">{zh.common.span(value.from, value.followed ? value.to : null)}</span>
          <div className="spring" />
          <May use="policy_add">
            <Button
              size="small"
              onClick={() => go('/policy/changes', { state: correctionOf(value) })}
              data-testid="value-correct"
            >
              {zh.policyChange.ownFrom}
            </Button>
          </May>
        </div>
        {source.quote ? (
          <section>
            <h3>{words.quote}</h3>
            <blockquote>
              <LawText>{source.quote}</LawText>
            </blockquote>
          </section>
        ) : null}
        <ReliedOn value={value} />
        <BookProof value={value} />
        <Facts
          single
          items={
            [
              [words.document, source.title],
              [words.number, source.number],
              [words.url, source.url ? <span className="url">{source.url}</span> : ''],
              [words.published, value.published ?? words.publishedUnknown],
              [words.through, value.through],
              [words.option, word(OPTION, value.option)],
              [words.onlyMonths, value.months.length > 0 ? words.monthList(value.months) : ''],
              [words.evidence, word(EVIDENCE, value.evidence)],
              [words.checked, value.checked],
            ].filter(([, shown]) => shown) as [string, string][]
          }
        />
        <Lines head={words.note} lines={value.note ? [value.note] : []} />
        <Lines head={words.proofs} lines={value.proofs.map((proof) => words.proof(proof.month, proof.quote))} />
        <Alternatives value={value} />
        <Lines head={words.conflicts} lines={conflicts.map((conflict) => conflict.text)} />
        <Lines head={words.regionNotes} lines={region.notes} />
      </div>
    </SidePanel>
  );
}
