import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { zh } from '../words/zh';
import { CloseIcon } from './icons';
import { Mark, type Tone } from './Mark';
import './told.css';

interface Said {
  words: string;
  tone: Tone;
}

type Tell = (words: string, tone?: Tone) => void;

const TellContext = createContext<Tell | null>(null);

/** How long it stands, in milliseconds; what went wrong is read twice. */
const STANDS = 4000;
const STANDS_WRONG = 8000;

/**
 * 一句话 of what was just done, at the foot of the menu: one at a time, the next takes the place of the one before. It
 * covers no figure of the screen, and stands under every dialog.
 */
export function TellProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<Said | null>(null);
  const tell = useCallback<Tell>((words, tone = 'done') => setSaid({ words, tone }), []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), said.tone === 'act' ? STANDS_WRONG : STANDS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <TellContext.Provider value={tell}>
      {children}
      <div role="status" className="told-place" data-testid="told">
        {said ? (
          <div className={`told is-${said.tone}`}>
            <Mark tone={said.tone}>{said.words}</Mark>
            <button type="button" aria-label={zh.common.close} onClick={() => setSaid(null)}>
              <CloseIcon />
            </button>
          </div>
        ) : null}
      </div>
    </TellContext.Provider>
  );
}

/** Says what was done, what she should know (`own`), or what went wrong (`act`). */
export function useTell(): Tell {
  const tell = useContext(TellContext);
  if (!tell) throw new Error('nobody listens');
  return tell;
}
