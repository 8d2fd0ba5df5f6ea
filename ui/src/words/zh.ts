// Every string a clerk sees, by noun. Errors are in errors.json, names of fields in fields.json.
import { alert } from './zh/alert';
import { arrears } from './zh/arrears';
import { book } from './zh/book';
import { common } from './zh/common';
import { contribution } from './zh/contribution';
import { enrollment } from './zh/enrollment';
import { exchange } from './zh/exchange';
import { frame } from './zh/frame';
import { grid } from './zh/grid';
import { help } from './zh/help';
import { insight } from './zh/insight';
import { journal } from './zh/journal';
import { law } from './zh/law';
import { month } from './zh/month';
import { onboarding } from './zh/onboarding';
import { payroll } from './zh/payroll';
import { policy } from './zh/policy';
import { policyChange } from './zh/policyChange';
import { privacy } from './zh/privacy';
import { reconciliation } from './zh/reconciliation';
import { rekey } from './zh/rekey';
import { remittance } from './zh/remittance';
import { roster } from './zh/roster';
import { statement } from './zh/statement';
import { unit } from './zh/unit';

export const zh = {
  alert,
  arrears,
  book,
  common,
  contribution,
  enrollment,
  exchange,
  frame,
  grid,
  help,
  insight,
  journal,
  law,
  month,
  onboarding,
  payroll,
  policy,
  privacy,
  reconciliation,
  rekey,
  remittance,
  policyChange,
  roster,
  statement,
  unit,
};
