import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { BookInfo } from '../generated/BookInfo';
import { plusMonths } from '../kit/month';

interface Session {
  book: BookInfo;
  /** The day it is, as the desk tells it. */
  today: string;
  month: string;
  setMonth: (month: string) => void;
}

const SessionContext = createContext<Session | null>(null);

/** The open book and the month in view: the two things every screen speaks of. */
export function SessionProvider({ book, today, children }: { book: BookInfo; today: string; children: ReactNode }) {
  const [month, setMonth] = useState(() => book.months.at(-1) ?? today.slice(0, 7));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.isComposing) return;
      if (event.key === 'ArrowLeft') setMonth((now) => plusMonths(now, -1));
      else if (event.key === 'ArrowRight') setMonth((now) => plusMonths(now, 1));
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const session = useMemo(() => ({ book, today, month, setMonth }), [book, today, month]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no book is open');
  return session;
}
