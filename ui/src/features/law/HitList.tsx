import type { LawHit } from '../../generated/LawHit';
import { zh } from '../../words/zh';
import { CopyMarks, ForceMark } from './LawMarks';
import { marked } from './references';

/** Articles that answer a search, the best first; the words stand out in the excerpt. */
export function HitList({ hits, onOpen }: { hits: readonly LawHit[]; onOpen: (hit: LawHit) => void }) {
  return (
    <ol className="law-hits" aria-label={zh.law.hits} data-testid="law-hits">
      {hits.map((hit) => (
        <li key={hit.id}>
          <button type="button" onClick={() => onOpen(hit)} data-testid={`law-hit-${hit.id}`}>
            <span className="row">
              <strong>{hit.title}</strong>
              <ForceMark of={hit} />
              <CopyMarks of={hit} />
            </span>
            <span className="law-excerpt">
              {marked(hit.excerpt, hit.marks).map((piece) =>
                piece.cites ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
              )}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
