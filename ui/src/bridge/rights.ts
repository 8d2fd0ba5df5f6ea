import rights from '../generated/rights.json';

/** A command of the shell that has a row in the table of rights. */
export type Command = keyof typeof rights;

const TABLE: Readonly<Record<string, readonly string[]>> = rights;

/** Whether a role may use a command, as the desk's own table has it. */
export function mayUse(role: string, command: string): boolean {
  return TABLE[command]?.includes(role) ?? false;
}
