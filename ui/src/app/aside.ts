import { createContext, useContext } from 'react';

/** What stands over the right edge of any screen. */
export type AsideOf = { kind: 'law'; id: string; on: string | null } | { kind: 'help' };

export interface Aside {
  /** The card of an article, by identifier (`gjj:16`) or reference, in the version of a day (today when null). */
  openLaw: (id: string, on?: string | null) => void;
  openHelp: () => void;
  close: () => void;
}

export const AsideContext = createContext<Aside | null>(null);

export function useAside(): Aside {
  const aside = useContext(AsideContext);
  if (!aside) throw new Error('no frame is drawn');
  return aside;
}
