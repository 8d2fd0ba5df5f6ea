import type { ReactNode } from 'react';
import { MONTH_STATE, STATUS, word } from '../words/terms';

/** red: act now · amber: soon · green: done · blue: the unit's own · grey: nothing to do. Never the colour alone. */
export type Tone = 'act' | 'soon' | 'done' | 'own' | 'off';

const ICON: Record<Tone, string> = { act: '!', soon: '◐', done: '✓', own: '◆', off: '○' };

interface Props {
  tone: Tone;
  children: ReactNode;
  chip?: boolean;
  icon?: string;
}

/** A status: icon, colour and word. */
export function Mark({ tone, children, chip = false, icon }: Props) {
  return (
    <span className={`${chip ? 'chip' : 'mark'} is-${tone}`}>
      <span aria-hidden="true">{icon ?? ICON[tone]}</span>
      {children}
    </span>
  );
}

const STATUS_TONE: Readonly<Record<string, Tone>> = {
  final: 'done',
  unit_confirmed: 'own',
  provisional: 'soon',
  carried_over: 'soon',
  unconfirmed: 'act',
};

const STATUS_ICON: Readonly<Record<string, string>> = {
  final: '✓',
  unit_confirmed: '◆',
  provisional: '◐',
  carried_over: '↷',
  unconfirmed: '!',
};

/** The icon of a policy status. */
export function statusIcon(status: string): string {
  return STATUS_ICON[status] ?? '○';
}

/** How pressing a policy status is. */
export function statusTone(status: string): Tone {
  return STATUS_TONE[status] ?? 'off';
}

/** 已公布 / 单位确认 / 暂定 / 沿用 / 待确认. */
export function StatusMark({ status, chip }: { status: string; chip?: boolean }) {
  return (
    <Mark tone={statusTone(status)} icon={statusIcon(status)} chip={chip}>
      {word(STATUS, status)}
    </Mark>
  );
}

const MONTH_TONE: Readonly<Record<string, Tone>> = { none: 'off', draft: 'soon', checked: 'done', locked: 'done' };
const MONTH_ICON: Readonly<Record<string, string>> = { none: '○', draft: '◐', checked: '✓', locked: '■' };

/** 未核定 / 草稿 / 已核对 / 已锁定. */
export function MonthMark({ state }: { state: string }) {
  return (
    <Mark tone={MONTH_TONE[state] ?? 'off'} icon={MONTH_ICON[state]} chip>
      {word(MONTH_STATE, state)}
    </Mark>
  );
}
