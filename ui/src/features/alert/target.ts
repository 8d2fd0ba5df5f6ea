import type { Alert } from '../../generated/Alert';
import { isMonth } from '../../kit/month';

/** Where an alert is settled. */
const SCREEN: Readonly<Record<string, string>> = {
  import: '/exchange/import',
  export: '/exchange/export',
  questions: '/exchange/questions',
  inbox: '/exchange/inbox',
  matches: '/exchange/matches',
  units: '/settings/units',
  roster: '/roster',
  enrollment: '/enrollment',
  tasks: '/enrollment/tasks',
  onboarding: '/enrollment/onboarding',
  gaps: '/gaps',
  ledger: '/ledger',
  reconciliation: '/reconciliation',
  remittance: '/remittance/dues',
  cash: '/remittance/cash',
  arrears: '/remittance/arrears',
  arrears_notice: '/remittance/notices',
  policy: '/policy',
  settings: '/settings/book',
  privacy: '/settings/privacy/keeping',
  privacy_requests: '/settings/privacy/requests',
  privacy_forms: '/settings/privacy/forms',
  statement: '/statement',
};

/** Screens that open what the alert names. */
const FOCUSED: ReadonlySet<string> = new Set(['tasks', 'onboarding']);

/** The path of an alert's screen, with what to open there. */
export function pathOf(alert: Pick<Alert, 'screen' | 'focus'>): string {
  if (alert.screen === 'person' && alert.focus) return `/roster/${encodeURIComponent(alert.focus)}`;
  const path = SCREEN[alert.screen] ?? '/';
  return FOCUSED.has(alert.screen) && alert.focus ? `${path}?focus=${encodeURIComponent(alert.focus)}` : path;
}

/** The month that its screen must show. */
export function monthShown(alert: Pick<Alert, 'focus'>): string | null {
  return alert.focus && isMonth(alert.focus) ? alert.focus : null;
}
