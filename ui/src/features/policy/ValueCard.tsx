import type { PolicyValue } from '../../generated/PolicyValue';
import { Facts } from '../../kit/Facts';
import { StatusMark } from '../../kit/Mark';
import { formatRate } from '../../kit/money';
import { SidePanel } from '../../kit/SidePanel';
import { sourceText } from '../../kit/source';
import { EVIDENCE, insuranceName, OPTION, POLICY_PART, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { valueText } from './columns';

const words = zh.policy;

/** A value with its quote, document and status. */
export function ValueCard({ value, onClose }: { value: PolicyValue; onClose: () => void }) {
  return (
    <SidePanel
      label={words.card}
      title={valueText(value) || word(POLICY_PART, value.part)}
      sub={`${insuranceName(value.insurance)} · ${word(POLICY_PART, value.part)}`}
      onClose={onClose}
      testId="value-card"
    >
      <div className="stack">
        <Facts
          single
          items={[
            [words.span, zh.common.span(value.from, value.to)],
            [words.option, word(OPTION, value.option)],
            [words.status, <StatusMark key="status" status={value.status} />],
            [words.evidence, word(EVIDENCE, value.evidence)],
            [words.document, value.source.title],
            [words.number, value.source.number],
            [words.published, value.published],
            [words.checked, value.checked],
            [words.url, value.source.url ? <span className="url">{value.source.url}</span> : ''],
            [words.note, value.note],
          ]}
        />
        {value.source.quote ? (
          <div>
            <h3>{words.quote}</h3>
            <blockquote>{value.source.quote}</blockquote>
          </div>
        ) : null}
        {value.alternatives.length > 0 ? (
          <div>
            <h3>{words.alternatives}</h3>
            {value.alternatives.map((choice) => (
              <div key={`${choice.employer_rate}.${choice.employee_rate}.${choice.source.title}`} className="choice">
                <div>
                  <strong className="figure">
                    {words.rates(formatRate(choice.employer_rate), formatRate(choice.employee_rate))}
                  </strong>
                  <p className="soft">{sourceText(choice.source)}</p>
                </div>
              </div>
            ))}
          </div>
        ) : null}
      </div>
    </SidePanel>
  );
}
