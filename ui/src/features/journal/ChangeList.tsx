import type { JournalHit } from '../../generated/JournalHit';
import type { RecordChange } from '../../generated/RecordChange';
import { Mark, type Tone } from '../../kit/Mark';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.journal.search;
const TONE: Record<RecordChange['kind'], Tone> = { added: 'done', changed: 'soon', removed: 'act' };
const ICON: Record<RecordChange['kind'], string> = { added: '+', changed: '↷', removed: '−' };

/** What one row of the journal changed: record by record, field by field, before → after. */
export function ChangeList({ hit }: { hit: JournalHit }) {
  if (hit.erased) return <Mark tone="off">{words.erased}</Mark>;
  if (hit.frozen) return <Mark tone="off">{words.frozen}</Mark>;
  if (hit.changes.length === 0) return <span className="soft">{hit.object || words.nothing}</span>;
  return (
    <>
      {hit.changes.map((change) => (
        <Change key={JSON.stringify(change)} change={change} />
      ))}
      {hit.more > 0 ? <div className="soft">{words.further(hit.more)}</div> : null}
    </>
  );
}

function Change({ change }: { change: RecordChange }) {
  return (
    <div className="journal-change">
      <Mark tone={TONE[change.kind]} icon={ICON[change.kind]}>
        {word(words.kinds, change.kind)} {change.record}
      </Mark>
      <div className="journal-fields">
        {change.fields.map(({ field, before, after }) => (
          <span key={field}>
            {field}{' '}
            {change.kind === 'changed' ? (
              <>
                <span className="journal-before">{before ?? words.empty}</span> →{' '}
                <strong>{after ?? words.empty}</strong>
              </>
            ) : (
              <strong>{after ?? before}</strong>
            )}
          </span>
        ))}
      </div>
    </div>
  );
}
