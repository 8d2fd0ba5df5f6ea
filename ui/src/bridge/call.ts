import type { Failure } from '../generated/Failure';
import { asFailure, transport } from './transport';

/** Asks the clerk for what a command lacks: her password again, or a reason to go on without a backup. */
export type Asker = (failure: Failure) => Promise<boolean>;

let asker: Asker | null = null;

/** Names who asks; none asks nobody, and the failure is told as any other. */
export function askThrough(next: Asker | null): void {
  asker = next;
}

/** What may go on without the backup before it, once she says why. */
const BACKED_UP = ['exchange_import', 'exchange_inbox_take', 'exchange_migrate', 'month_close'];

/** Whether the clerk can give what was missing, and then the command is called again. */
async function given(command: string, failure: Failure): Promise<boolean> {
  const asks = failure.code === 'password_needed' || (failure.code === 'backup_failed' && BACKED_UP.includes(command));
  return asks && asker !== null && (await asker(failure));
}

/** Calls a command of the shell; rejects with a `Failure`. */
export async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return (await (await transport()).call(command, args)) as T;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (await given(command, failure)) return call<T>(command, args);
    throw failure;
  }
}

/** Calls a command whose parameters travel as one object. */
export function ask<T>(command: string, request: object): Promise<T> {
  return call<T>(command, { request });
}

/** Listens to an event of the shell; the result stops listening. */
export function listenTo<T>(event: string, handler: (payload: T) => void): () => void {
  let stopped = false;
  let stop: (() => void) | null = null;
  transport()
    .then((carrier) => carrier.on(event, (payload) => handler(payload as T)))
    .then((off) => {
      if (stopped) off();
      else stop = off;
    })
    .catch(() => undefined);
  return () => {
    stopped = true;
    stop?.();
  };
}
