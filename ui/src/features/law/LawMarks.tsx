import { Mark, type Tone } from '../../kit/Mark';
import { FORCE, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.law;
const TONE: Readonly<Record<string, Tone>> = { in_force: 'done', upcoming: 'soon', ended: 'off' };
const ICON: Readonly<Record<string, string>> = { in_force: '✓', upcoming: '◷', ended: '✕' };

interface Dated {
  force: string;
  in_force_from: string;
  in_force_to: string | null;
}

/** 现行有效 / 未施行 / 已失效, with the date that matters. */
export function ForceMark({ of }: { of: Dated }) {
  const since = of.force === 'upcoming' ? words.from(of.in_force_from) : null;
  const until = of.force === 'ended' && of.in_force_to ? words.until(of.in_force_to) : null;
  return (
    <Mark tone={TONE[of.force] ?? 'off'} icon={ICON[of.force]} chip>
      {word(FORCE, of.force)}
      {since ?? until}
    </Mark>
  );
}

interface Copied {
  hand_transcribed: boolean;
  matched: boolean;
}

/** How far the text itself can be trusted: typed by hand, or without a second copy that agrees. */
export function CopyMarks({ of }: { of: Copied }) {
  return (
    <>
      {of.hand_transcribed ? (
        <Mark tone="soon" icon="✎" chip>
          {words.hand}
        </Mark>
      ) : null}
      {of.matched ? null : (
        <Mark tone="soon" icon="≠" chip>
          {words.unmatched}
        </Mark>
      )}
    </>
  );
}
