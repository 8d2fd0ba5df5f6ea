import type { StepRate } from '../../generated/StepRate';
import { STEP, word } from '../../words/terms';
import { zh } from '../../words/zh';
import './insight.css';

const words = zh.insight;

const percent = (step: StepRate) => (step.of === 0 ? 0 : Math.floor((step.done * 1000) / step.of) / 10);

/** How far each step is; where its document is not here, the bar is empty and says so. */
export function StepBars({ steps }: { steps: readonly StepRate[] }) {
  return (
    <dl className="step-bars" data-testid="step-bars">
      {steps.map((step) => (
        <div key={step.step} title={step.note}>
          <dt>{word(STEP, step.step)}</dt>
          <dd>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect width="100" height="8" className="bar-back" />
              <rect width={percent(step)} height="8" className={step.done === step.of ? 'bar-full' : 'bar-part'} />
            </svg>
            <span className="figure">
              {step.of === 0 ? words.notKnown : words.stepOf(percent(step), step.done, step.of)}
            </span>
            <span className="soft step-note">{step.note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
