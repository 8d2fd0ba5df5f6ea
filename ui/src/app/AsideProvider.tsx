import { type ReactNode, useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import { chapterOf } from '../features/help/chapter';
import { HelpPanel } from '../features/help/HelpPanel';
import { LawPanel } from '../features/law/LawPanel';
import { type Aside, AsideContext, type AsideOf } from './aside';
import { useHelpKey } from './useHelpKey';

/** The card of an article or the chapter of the screen, over the right edge; it leaves with the screen it was opened on. */
export function AsideProvider({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const [open, setOpen] = useState<{ of: AsideOf; at: string } | null>(null);
  const aside = useMemo<Aside>(
    () => ({
      openLaw: (id, on = null) => setOpen({ of: { kind: 'law', id, on }, at: pathname }),
      openHelp: () => setOpen({ of: { kind: 'help' }, at: pathname }),
      close: () => setOpen(null),
    }),
    [pathname],
  );
  useHelpKey(aside.openHelp);
  const shown = open?.at === pathname ? open.of : null;
  return (
    <AsideContext.Provider value={aside}>
      {children}
      {shown ? (
        <div className="frame-aside">
          {shown.kind === 'law' ? <LawPanel id={shown.id} on={shown.on} onClose={aside.close} /> : null}
          {shown.kind === 'help' ? <HelpPanel chapter={chapterOf(pathname)} onClose={aside.close} /> : null}
        </div>
      ) : null}
    </AsideContext.Provider>
  );
}
