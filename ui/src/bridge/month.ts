// The month: contributions, reconciliation, payment, arrears, closing, the board.

import type { AdvanceBalance } from '../generated/AdvanceBalance';
import type { ArrearsList } from '../generated/ArrearsList';
import type { BackPaymentRequest } from '../generated/BackPaymentRequest';
import type { BackPaymentView } from '../generated/BackPaymentView';
import type { CashView } from '../generated/CashView';
import type { Estimate } from '../generated/Estimate';
import type { EstimateRequest } from '../generated/EstimateRequest';
import type { Explanation } from '../generated/Explanation';
import type { FiveStates } from '../generated/FiveStates';
import type { GapGrid } from '../generated/GapGrid';
import type { Ledger } from '../generated/Ledger';
import type { MonthBoard } from '../generated/MonthBoard';
import type { MonthChecklist } from '../generated/MonthChecklist';
import type { MonthReopened } from '../generated/MonthReopened';
import type { MonthReversal } from '../generated/MonthReversal';
import type { MonthSeal } from '../generated/MonthSeal';
import type { MonthStateView } from '../generated/MonthStateView';
import type { NewAdvance } from '../generated/NewAdvance';
import type { NewArrears } from '../generated/NewArrears';
import type { NewNotice } from '../generated/NewNotice';
import type { NewPayment } from '../generated/NewPayment';
import type { NewPaymentDay } from '../generated/NewPaymentDay';
import type { NewPolicyValue } from '../generated/NewPolicyValue';
import type { NewPublishedDay } from '../generated/NewPublishedDay';
import type { PlanRequest } from '../generated/PlanRequest';
import type { PlanStepView } from '../generated/PlanStepView';
import type { Reconciliation } from '../generated/Reconciliation';
import type { ReminderLeads } from '../generated/ReminderLeads';
import type { ReminderPlan } from '../generated/ReminderPlan';
import type { RemittanceList } from '../generated/RemittanceList';
import type { TrendMonth } from '../generated/TrendMonth';
import type { TrueUpDecided } from '../generated/TrueUpDecided';
import type { TrueUpDecision } from '../generated/TrueUpDecision';
import type { TrueUpList } from '../generated/TrueUpList';
import type { WhatIf } from '../generated/WhatIf';
import { ask, call } from './call';

export const month = {
  contributionRun: (month: string) => ask<Ledger>('contribution_run', { month }),
  contributionLedger: (month: string) => ask<Ledger>('contribution_ledger', { month }),
  contributionExplain: (request: { month: string; employee_no: string; unit: string; insurance: string }) =>
    ask<Explanation>('contribution_explain', request),
  contributionEstimate: (request: EstimateRequest) => ask<Estimate>('contribution_estimate', request),
  /** Of a value of the clerk's own; without one of the picked policy file. */
  contributionWhatIf: (request: { month: string; value: NewPolicyValue | null }) =>
    ask<WhatIf>('contribution_what_if', request),
  trueUpList: () => call<TrueUpList>('true_up_list'),
  trueUpDecide: (request: TrueUpDecision) => ask<TrueUpDecided>('true_up_decide', request),
  reconciliationStates: (request: { month: string; unit: string | null; employee_no: string | null }) =>
    ask<FiveStates[]>('reconciliation_states', request),
  reconciliationRun: (request: { month: string; unit: string | null }) =>
    ask<Reconciliation>('reconciliation_run', request),
  monthClose: (month: string, reason: string | null) => ask<MonthSeal>('month_close', { month, reason }),
  monthList: () => call<MonthStateView[]>('month_list'),
  monthChecklist: (month: string) => ask<MonthChecklist>('month_checklist', { month }),
  monthReopen: (request: { month: string; reason: string }) => ask<MonthReopened>('month_reopen', request),
  monthReversals: (month: string | null) => ask<MonthReversal[]>('month_reversals', { month }),
  remittanceList: (month: string) => ask<RemittanceList>('remittance_list', { month }),
  paymentDayAdd: (request: NewPaymentDay) => ask<number>('payment_day_add', request),
  publishedDayAdd: (request: NewPublishedDay) => ask<number>('published_day_add', request),
  paymentRecord: (request: NewPayment) => ask<number>('payment_record', request),
  cashOutlook: () => call<CashView>('cash_outlook'),
  cashBalanceSet: (request: { amount: string; day: string; note: string | null }) =>
    ask<number>('cash_balance_set', request),
  reminderPlan: (months: number) => ask<ReminderPlan>('reminder_plan', { months }),
  reminderSet: (request: ReminderLeads) => ask<ReminderLeads>('reminder_set', request),
  arrearsList: (on: string | null) => ask<ArrearsList>('arrears_list', { on }),
  arrearsRegister: (request: NewArrears) => ask<number>('arrears_register', request),
  arrearsNoticeAdd: (request: NewNotice) => ask<number>('arrears_notice_add', request),
  arrearsNoticeSettle: (request: { id: number; on: string }) => ask<number>('arrears_notice_settle', request),
  arrearsPlan: (request: PlanRequest) => ask<PlanStepView[]>('arrears_plan', request),
  advanceList: () => call<AdvanceBalance[]>('advance_list'),
  advanceRecord: (request: NewAdvance) => ask<number>('advance_record', request),
  backPaymentPreview: (request: BackPaymentRequest) => ask<BackPaymentView>('back_payment_preview', request),
  backPaymentBook: (request: BackPaymentRequest) => ask<BackPaymentView>('back_payment_book', request),
  insightBoard: (month: string) => ask<MonthBoard>('insight_board', { month }),
  insightTrend: (month: string) => ask<TrendMonth[]>('insight_trend', { month }),
  insightGaps: (request: { employee_no: string | null; from: string; to: string }) =>
    ask<GapGrid>('insight_gaps', request),
  insightReportPreview: (month: string) => ask<ArrayBuffer>('insight_report_preview', { month }),
};
