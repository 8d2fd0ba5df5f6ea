import type { OnboardingView } from '../../generated/OnboardingView';
import { Mark } from '../../kit/Mark';
import { FINDING_KIND, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';

const words = zh.onboarding;

/** What the past cover tells: each with the unit's duty, the next step, the paper and the article. */
export function FindingList({ check }: { check: OnboardingView }) {
  if (check.findings.length === 0) {
    return <p className="soft">{check.past.length === 0 ? words.pastNone : words.findingsNone}</p>;
  }
  return (
    <ul className="findings">
      {check.findings.map((finding) => (
        <li key={`${finding.kind}.${finding.from}.${finding.message}`} data-testid={`finding-${finding.kind}`}>
          <p>
            <Mark tone="soon" chip>
              {word(FINDING_KIND, finding.kind)}
            </Mark>{' '}
            <strong>{finding.message}</strong>
          </p>
          <dl className="facts is-single">
            <dt>{words.duty}</dt>
            <dd>
              {finding.duty} {finding.law && finding.basis ? <LawLink id={finding.law}>{finding.basis}</LawLink> : null}
            </dd>
            <dt>{words.next}</dt>
            <dd>{finding.next}</dd>
            <dt>{words.document}</dt>
            <dd>{finding.document}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
