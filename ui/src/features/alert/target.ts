import type { Command } from '../../bridge/rights';
import type { Alert } from '../../generated/Alert';
import { isMonth } from '../../kit/month';

/** Where an alert is settled, and what the screen needs. */
const SCREEN: Readonly<Record<string, readonly [string, Command]>> = {
  import: ['/exchange/import', 'exchange_import'],
  export: ['/exchange/export', 'exchange_export'],
  questions: ['/exchange/questions', 'exchange_questions'],
  inbox: ['/exchange/inbox', 'exchange_inbox'],
  matches: ['/exchange/matches', 'exchange_matches'],
  units: ['/settings/units', 'unit_list'],
  roster: ['/roster', 'roster_list'],
  enrollment: ['/enrollment', 'enrollment_list'],
  tasks: ['/enrollment/tasks', 'enrollment_tasks'],
  onboarding: ['/enrollment/onboarding', 'onboarding_list'],
  gaps: ['/gaps', 'insight_gaps'],
  ledger: ['/ledger', 'contribution_ledger'],
  reconciliation: ['/reconciliation', 'reconciliation_run'],
  remittance: ['/remittance/dues', 'remittance_list'],
  cash: ['/remittance/cash', 'cash_outlook'],
  arrears: ['/remittance/arrears', 'arrears_list'],
  arrears_notice: ['/remittance/notices', 'arrears_list'],
  policy: ['/policy', 'policy_values'],
  settings: ['/settings/book', 'backup_state'],
  privacy: ['/settings/privacy/keeping', 'privacy_keeping'],
  privacy_requests: ['/settings/privacy/requests', 'privacy_requests'],
  privacy_forms: ['/settings/privacy/forms', 'privacy_forms'],
  statement: ['/statement', 'statement_preview'],
};

/** Screens that open what the alert names. */
const FOCUSED: ReadonlySet<string> = new Set(['tasks', 'onboarding']);

/** The path of an alert's screen, with what to open there. */
export function pathOf(alert: Pick<Alert, 'screen' | 'focus'>): string {
  if (alert.screen === 'person' && alert.focus) return `/roster/${encodeURIComponent(alert.focus)}`;
  const path = SCREEN[alert.screen]?.[0] ?? '/';
  return FOCUSED.has(alert.screen) && alert.focus ? `${path}?focus=${encodeURIComponent(alert.focus)}` : path;
}

/** What its screen needs: who may not use it is only told. */
export function commandOf({ screen }: Pick<Alert, 'screen'>): Command {
  return SCREEN[screen]?.[1] ?? 'alert_list';
}

/** The month that its screen must show. */
export function monthShown(alert: Pick<Alert, 'focus'>): string | null {
  return alert.focus && isMonth(alert.focus) ? alert.focus : null;
}
