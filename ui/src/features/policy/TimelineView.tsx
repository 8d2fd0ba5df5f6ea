import { useMemo } from 'react';
import type { PolicyValue } from '../../generated/PolicyValue';
import { OPTION, POLICY_PART, STANDING, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { barLines, valueText } from './columns';
import { standingIcon, standingOf, standingTone } from './standing';
import { type Bar, timelineOf } from './timeline';

const words = zh.policy;
const part = (share: number) => `${(share * 100).toFixed(3)}%`;

interface Props {
  values: readonly PolicyValue[];
  today: string;
  shown: PolicyValue | undefined;
  onOpen: (value: PolicyValue) => void;
}

function told({ value }: Bar): string {
  const text = value.ends ? words.ended : valueText(value);
  const span = zh.common.span(value.from, value.followed ? value.to : null);
  return words.bar(text, span, word(STANDING, standingOf(value)), value.published);
}

function BarButton({ bar, pressed, onOpen }: { bar: Bar; pressed: boolean; onOpen: (value: PolicyValue) => void }) {
  const { value } = bar;
  const standing = standingOf(value);
  const width = bar.to - bar.from;
  const lines = value.ends ? [words.ended] : barLines(value);
  return (
    <>
      <button
        type="button"
        className={`bar is-${standingTone(standing)} ${value.ends ? 'is-end' : ''}`}
        style={{ left: part(bar.from), width: part(width) }}
        aria-pressed={pressed}
        title={told(bar)}
        aria-label={told(bar)}
        onClick={() => onOpen(value)}
        data-testid={`bar-${value.part}-${value.option ?? ''}-${value.from}`}
      >
        {bar.carried === null ? null : (
          <span className="bar-carried" style={{ left: part((bar.carried - bar.from) / width) }} aria-hidden="true" />
        )}
        <span className="bar-text figure" aria-hidden="true">
          <span>
            {bar.clipped ? '‹ ' : ''}
            {standingIcon(standing)} {lines[0]}
          </span>
          {lines[1] ? <span>{lines[1]}</span> : null}
        </span>
      </button>
      {bar.published === null ? null : (
        <span
          className="bar-published"
          style={{ left: part(bar.published) }}
          title={words.publishedOn(value.published ?? '')}
          aria-hidden="true"
        >
          ▲
        </span>
      )}
    </>
  );
}

/** The values of an insurance on a line of months: what, from when to when, published when, how reliable. */
export function TimelineView({ values, today, shown, onOpen }: Props) {
  const line = useMemo(() => timelineOf(values, today), [values, today]);
  return (
    <section className="timeline" aria-label={words.timeline} data-testid="timeline">
      <div className="timeline-row timeline-years" aria-hidden="true">
        <span />
        <div className="timeline-lane">
          {line.years.map((tick) => (
            <span key={tick.year} className="timeline-year figure" style={{ left: part(tick.at) }}>
              {tick.year}
            </span>
          ))}
          <span className="timeline-today" style={{ left: part(line.now) }}>
            {zh.common.today}
          </span>
        </div>
      </div>
      {line.tracks.map((track) => (
        <div className="timeline-row" key={`${track.part}|${track.option}`}>
          <span className="timeline-name">
            {word(POLICY_PART, track.part)}
            {track.option ? <span className="soft"> {word(OPTION, track.option)}</span> : null}
          </span>
          <div className="timeline-lane">
            {line.years.map((tick) => (
              <span key={tick.year} className="timeline-tick" style={{ left: part(tick.at) }} aria-hidden="true" />
            ))}
            {track.bars.map((bar) => (
              <BarButton key={bar.value.from} bar={bar} pressed={bar.value === shown} onOpen={onOpen} />
            ))}
            <span className="timeline-now" style={{ left: part(line.now) }} aria-hidden="true" />
          </div>
        </div>
      ))}
      <p className="timeline-legend soft">{words.legend}</p>
    </section>
  );
}
