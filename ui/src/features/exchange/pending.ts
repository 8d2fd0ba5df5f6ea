import type { Wizard } from './wizard';

// An import begun before its book existed, or a file dropped onto another screen, waits here until the import screen
// takes it over.
let waiting: Wizard | null = null;

export function keepInspection(wizard: Wizard): void {
  waiting = wizard;
}

export function hasPending(): boolean {
  return waiting !== null;
}

export function takePending(): Wizard | null {
  const taken = waiting;
  waiting = null;
  return taken;
}
