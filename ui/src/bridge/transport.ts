import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Failure } from '../generated/Failure';

/** What carries a command to the desk and an event back. */
export interface Transport {
  call(command: string, args?: Record<string, unknown>): Promise<unknown>;
  on(event: string, handler: (payload: unknown) => void): Promise<() => void>;
}

const shell: Transport = {
  call: (command, args) => invoke(command, args),
  on: (event, handler) => listen(event, (message) => handler(message.payload)),
};

let current: Promise<Transport> | null = null;

async function choose(): Promise<Transport> {
  if ('__TAURI_INTERNALS__' in window) return shell;
  // Outside of the window (component tests, a plain browser) an invented company answers. It is not built into the window.
  if (import.meta.env.MODE !== 'production') return (await import('./fake/transport')).fakeTransport();
  throw { code: 'internal', params: {}, details: [] } satisfies Failure;
}

/** The transport in use, chosen once. */
export function transport(): Promise<Transport> {
  current ??= choose();
  return current;
}

/** Puts another transport in its place (tests). */
export function replaceTransport(other: Transport): void {
  current = Promise.resolve(other);
}

/** Whatever was thrown, as a failure of the wire. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
    const { code, params, details } = thrown as Partial<Failure> & Pick<Failure, 'code'>;
    return { code, params: params ?? {}, details: details ?? [] };
  }
  return { code: 'internal', params: {}, details: [] };
}
