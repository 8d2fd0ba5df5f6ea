import type { Failure } from '../generated/Failure';
import { wordFailure } from '../words/failure';

/** A failure where it happened: what, and what next. */
export function FailureNote({ failure }: { failure: Failure | null | undefined }) {
  if (!failure || failure.code === 'cancelled') return null;
  return (
    <div className="note is-act" role="alert" data-testid="failure" data-code={failure.code}>
      {wordFailure(failure)}
      {failure.details.length > 0 ? (
        <ul>
          {failure.details.slice(0, 12).map((line) => (
            <li key={line}>· {line}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
