import { Mark, type Tone } from '../../kit/Mark';
import { zh } from '../../words/zh';

const words = zh.policy.proving;

const LOOK: Readonly<Record<string, readonly [tone: Tone, icon: string]>> = {
  proved: ['done', '✓'],
  ambiguous: ['soon', '◐'],
  contradicted: ['act', '!'],
};

/** The desk's own sentence on what rows prove, with icon and colour. */
export function Verdict({ finding, stamp }: { finding: string; stamp: string }) {
  const [tone, icon] = LOOK[finding] ?? ['off', '○'];
  return (
    <p className={`mark is-${tone} notice-text`}>
      <span aria-hidden="true">{icon}</span> {stamp}
    </p>
  );
}

/** Whether what the rows prove is what the policy says; nothing where the policy has no single number. */
export function Agreement({ agrees }: { agrees: boolean | null }) {
  if (agrees === null) return <span className="soft">—</span>;
  return <Mark tone={agrees ? 'done' : 'act'}>{agrees ? words.agrees : words.differs}</Mark>;
}
