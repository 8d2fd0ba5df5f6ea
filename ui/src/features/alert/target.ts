import type { Alert } from '../../generated/Alert';

/** Where an alert is settled. */
const SCREEN: Readonly<Record<string, string>> = {
  import: '/exchange/import',
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
  remittance: '/remittance/dues',
  cash: '/remittance/cash',
  reconciliation: '/reconciliation',
  export: '/exchange/export',
  arrears: '/remittance/arrears',
  arrears_notice: '/remittance/notices',
  policy: '/policy',
  settings: '/settings/book',
  statement: '/statement',
};

/** The path of an alert's screen, with what to open there. */
export function pathOf(alert: Pick<Alert, 'screen' | 'focus'>): string {
  if (alert.screen === 'person' && alert.focus) return `/roster/${encodeURIComponent(alert.focus)}`;
  const path = SCREEN[alert.screen] ?? '/';
  const focused = alert.screen === 'tasks' || alert.screen === 'onboarding';
  return focused && alert.focus ? `${path}?focus=${encodeURIComponent(alert.focus)}` : path;
}
