import type { LawIndex } from '../../generated/LawIndex';
import { zh } from '../../words/zh';
import { ForceMark } from './LawMarks';

const words = zh.law;

interface Props {
  index: LawIndex | undefined;
  law: string | null;
  topic: string | null;
  onChoose: (chosen: Record<string, string>) => void;
}

/** Where to begin without a word: by matter, or by law. */
export function LawList({ index, law, topic, onChoose }: Props) {
  return (
    <nav className="panel region-list law-list" aria-label={words.list}>
      <h2>{words.topics}</h2>
      <ul>
        {(index?.topics ?? []).map((one) => (
          <li key={one.name}>
            <button
              type="button"
              className={one.name === topic ? 'is-now' : ''}
              aria-pressed={one.name === topic}
              onClick={() => onChoose({ topic: one.name })}
              data-testid={`topic-${one.name}`}
            >
              {one.name}
              <span className="soft figure">{one.articles}</span>
            </button>
          </li>
        ))}
      </ul>
      <h2>{words.laws}</h2>
      <ul>
        {(index?.laws ?? []).map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className={one.id === law ? 'is-now' : ''}
              aria-pressed={one.id === law}
              onClick={() => onChoose({ law: one.id })}
              title={one.name}
              data-testid={`law-${one.id}`}
            >
              <span>
                {one.short} {one.force === 'in_force' ? null : <ForceMark of={one} />}
              </span>
              <span className="soft figure">{one.articles}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
