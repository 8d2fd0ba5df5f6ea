import { bridge } from '../../bridge';
import type { EnrollmentQuery } from '../../generated/EnrollmentQuery';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { formatMoney } from '../../kit/money';
import { Sheet } from '../../kit/Sheet';
import { useRead } from '../../kit/useDesk';
import { insuranceName, STATUS, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawLink } from '../law/LawLink';

const words = zh.enrollment;

function Basis({ basis, law }: { basis: string | null; law: string | null }) {
  if (law && basis) return <LawLink id={law}>{basis}</LawLink>;
  return basis ? <span className="soft">{basis}</span> : null;
}

/** What the desk says before the click: months, the statutory day, what to look at first, and what it costs both sides. */
export function CostPreview({ query }: { query: EnrollmentQuery }) {
  const read = useRead(['enrollmentPreview', query], () => bridge.enrollmentPreview(query));
  const preview = read.data;
  if (read.isError) return <FailureNote failure={read.error} />;
  if (!preview) return null;
  const share = (text: string | null) =>
    text === null ? <Mark tone="act">{word(STATUS, 'unconfirmed')}</Mark> : formatMoney(text);
  return (
    <div className="cost" data-testid="cost-preview">
      <ul>
        {preview.kind === 'base' ? null : (
          <li>
            ·{' '}
            {preview.kind === 'enroll'
              ? words.firstIs(preview.month, preview.booked ?? preview.month)
              : words.lastIs(preview.month)}
            {preview.due ? ` · ${words.dueBy(preview.due)} ` : ' '}
            <Basis basis={preview.basis} law={preview.law} />
          </li>
        )}
        {preview.notes.map((note) => (
          <li
            key={`${note.code}.${note.message}`}
            className="mark is-soon is-wrapping"
            data-testid={`note-${note.code}`}
          >
            <span aria-hidden="true">!</span>
            <span>
              {note.message} <Basis basis={note.basis} law={note.law} />
            </span>
          </li>
        ))}
      </ul>
      {preview.cost.length > 0 ? (
        <>
          <p>
            <strong>{words.cost(preview.month)}</strong> <span className="soft">{words.costNote}</span>
          </p>
          <Sheet
            label={words.cost(preview.month)}
            rows={preview.cost}
            rowKey={(line) => line.insurance}
            columns={[
              { title: words.insurance, cell: (line) => insuranceName(line.insurance), nowrap: true },
              { title: words.base, cell: (line) => formatMoney(line.base), right: true },
              { title: words.employer, cell: (line) => share(line.employer), right: true },
              { title: words.employee, cell: (line) => share(line.employee), right: true },
            ]}
          />
          <p className="right figure">
            {words.total} {words.employer} <strong>{formatMoney(preview.employer)}</strong> · {words.employee}{' '}
            <strong>{formatMoney(preview.employee)}</strong>
          </p>
        </>
      ) : null}
    </div>
  );
}
