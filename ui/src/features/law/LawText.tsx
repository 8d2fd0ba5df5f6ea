import { citations } from './citations';
import { LawLink } from './LawLink';

/** A text whose citations of articles open as cards. */
export function LawText({ children, on = null }: { children: string; on?: string | null }) {
  return (
    <>
      {citations(children).map(({ text, at, cites }) =>
        cites ? (
          <LawLink key={at} id={text} on={on}>
            {text}
          </LawLink>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </>
  );
}
