import type { ReactNode } from 'react';
import { type Command, mayUse } from '../bridge/rights';
import { useSession } from './session';

/** Whether the user may use a command: what would be refused is not offered. */
export function useMay(): (command: Command) => boolean {
  const { role } = useSession().book;
  return (command) => mayUse(role, command);
}

/** What starts a command, for who may use it. */
export function May({ use, children }: { use: Command; children: ReactNode }) {
  return useMay()(use) ? children : null;
}
