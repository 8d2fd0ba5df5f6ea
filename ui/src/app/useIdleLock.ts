import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { bridge } from '../bridge';
import { forgetBook } from './forgetBook';

/** How often the desk hears that somebody is there, at most. */
const EVERY = 15_000;

/** 自动锁定: tells the desk of every touch, and clears the screen when the desk has locked the book. */
export function useIdleLock(): void {
  const client = useQueryClient();
  useEffect(() => {
    let last = 0;
    const touched = () => {
      const now = Date.now();
      if (now - last < EVERY) return;
      last = now;
      // A desk that does not answer has nothing to lock.
      bridge.sessionAlive().catch(() => undefined);
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, touched, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, touched);
    };
  }, []);
  useEffect(() => bridge.onBookLocked(() => forgetBook(client)), [client]);
}
