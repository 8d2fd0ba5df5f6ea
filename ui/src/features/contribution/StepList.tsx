import type { StepView } from '../../generated/StepView';
import { StatusMark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { originText } from '../../kit/OriginNote';
import { sourceText } from '../../kit/source';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';
import { LawText } from '../law/LawText';

const words = zh.contribution;

function Backing({ step }: { step: StepView }) {
  const { source, law, origin } = step;
  return (
    <>
      {origin ? (
        <p className="step-origin">
          <span className="soft">{words.origin}</span> {originText(origin)}
        </p>
      ) : null}
      {source ? (
        <details className="step-source" open={Boolean(source.quote)}>
          <summary>
            <span className="soft">{words.document}</span> {sourceText(source)}
          </summary>
          {source.quote ? (
            <blockquote>
              <LawText on={law?.on}>{source.quote}</LawText>
            </blockquote>
          ) : null}
          {source.url ? (
            <p className="soft url">
              {words.url} {source.url}
            </p>
          ) : null}
        </details>
      ) : null}
      {law ? (
        <p className="step-source">
          <span className="soft">{words.law}</span>{' '}
          <LawLink id={law.id} on={law.on}>
            {law.title}
          </LawLink>
        </p>
      ) : null}
    </>
  );
}

/** The way from the declared base to the amount. */
export function StepList({ steps }: { steps: readonly StepView[] }) {
  return (
    <ol className="steps" aria-label={words.steps} data-testid="steps">
      {steps.map((step, index) => (
        <li key={`${step.kind}.${step.label}`} data-testid={`step-${step.kind}`}>
          <span className="step-no" aria-hidden="true">
            {index + 1}
          </span>
          <div className="grow">
            <div className="step-line">
              <h3>{step.label}</h3>
              {step.status ? <StatusMark status={step.status} /> : null}
              <strong className="figure">{formatMoney(step.value)}</strong>
            </div>
            {step.expression && step.expression !== step.value ? (
              <p className="figure step-expression">{step.expression}</p>
            ) : null}
            {step.note ? (
              <p className="soft">
                <LawText on={step.law?.on}>{step.note}</LawText>
              </p>
            ) : null}
            <Backing step={step} />
          </div>
        </li>
      ))}
    </ol>
  );
}
