import type { PolicyValue } from '../../generated/PolicyValue';
import type { Tone } from '../../kit/Mark';

const TONE: Readonly<Record<string, Tone>> = {
  proved: 'done',
  quoted: 'own',
  clerk: 'own',
  unit_confirmed: 'own',
  provisional: 'soon',
  carried_over: 'soon',
  unconfirmed: 'act',
  absent: 'off',
};

const ICON: Readonly<Record<string, string>> = {
  proved: '✓',
  quoted: '◇',
  clerk: '◆',
  unit_confirmed: '◆',
  provisional: '◐',
  carried_over: '↷',
  unconfirmed: '!',
  absent: '○',
};

/** How far a value can be relied on: its status, and for a published one how it is known. */
export function standingOf(value: Pick<PolicyValue, 'status' | 'evidence'>): string {
  return value.status === 'final' ? value.evidence : value.status;
}

export function standingTone(standing: string): Tone {
  return TONE[standing] ?? 'off';
}

export function standingIcon(standing: string): string {
  return ICON[standing] ?? '○';
}
