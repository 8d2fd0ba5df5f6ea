import { asFailure, transport } from './transport';

/** Calls a command of the shell; rejects with a `Failure`. */
export async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return (await (await transport()).call(command, args)) as T;
  } catch (thrown) {
    throw asFailure(thrown);
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
