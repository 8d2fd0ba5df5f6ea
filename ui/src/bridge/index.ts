// The only door to the desk: one typed function per command.

import type { AddUser } from '../generated/AddUser';
import type { AdvanceBalance } from '../generated/AdvanceBalance';
import type { Alert } from '../generated/Alert';
import type { ArrearsList } from '../generated/ArrearsList';
import type { ArticleView } from '../generated/ArticleView';
import type { BackPaymentRequest } from '../generated/BackPaymentRequest';
import type { BackPaymentView } from '../generated/BackPaymentView';
import type { BackupReport } from '../generated/BackupReport';
import type { BackupState } from '../generated/BackupState';
import type { BatchRequest } from '../generated/BatchRequest';
import type { BookInfo } from '../generated/BookInfo';
import type { CashView } from '../generated/CashView';
import type { ChangePassword } from '../generated/ChangePassword';
import type { CheckReport } from '../generated/CheckReport';
import type { CoverageCell } from '../generated/CoverageCell';
import type { CreatedBook } from '../generated/CreatedBook';
import type { DeclareBase } from '../generated/DeclareBase';
import type { Enroll } from '../generated/Enroll';
import type { EnrollmentLine } from '../generated/EnrollmentLine';
import type { EnrollmentPreview } from '../generated/EnrollmentPreview';
import type { EnrollmentQuery } from '../generated/EnrollmentQuery';
import type { EnrollmentTask } from '../generated/EnrollmentTask';
import type { Estimate } from '../generated/Estimate';
import type { EstimateRequest } from '../generated/EstimateRequest';
import type { Explanation } from '../generated/Explanation';
import type { FiveStates } from '../generated/FiveStates';
import type { GapGrid } from '../generated/GapGrid';
import type { Inspection } from '../generated/Inspection';
import type { JournalLine } from '../generated/JournalLine';
import type { JournalProof } from '../generated/JournalProof';
import type { KnownBook } from '../generated/KnownBook';
import type { LawHit } from '../generated/LawHit';
import type { LawIndex } from '../generated/LawIndex';
import type { LawSearch } from '../generated/LawSearch';
import type { Ledger } from '../generated/Ledger';
import type { MonthBoard } from '../generated/MonthBoard';
import type { MonthChecklist } from '../generated/MonthChecklist';
import type { MonthReopened } from '../generated/MonthReopened';
import type { MonthReversal } from '../generated/MonthReversal';
import type { MonthSeal } from '../generated/MonthSeal';
import type { MonthStateView } from '../generated/MonthStateView';
import type { NewAdvance } from '../generated/NewAdvance';
import type { NewArrears } from '../generated/NewArrears';
import type { NewBook } from '../generated/NewBook';
import type { NewNotice } from '../generated/NewNotice';
import type { NewPastCover } from '../generated/NewPastCover';
import type { NewPayment } from '../generated/NewPayment';
import type { NewPaymentDay } from '../generated/NewPaymentDay';
import type { NewPolicyValue } from '../generated/NewPolicyValue';
import type { NewPublishedDay } from '../generated/NewPublishedDay';
import type { NewReceipt } from '../generated/NewReceipt';
import type { NewSetting } from '../generated/NewSetting';
import type { NewUnit } from '../generated/NewUnit';
import type { NewUnitDay } from '../generated/NewUnitDay';
import type { OnboardingDone } from '../generated/OnboardingDone';
import type { OnboardingView } from '../generated/OnboardingView';
import type { PastCoverView } from '../generated/PastCoverView';
import type { Person } from '../generated/Person';
import type { PersonEdit } from '../generated/PersonEdit';
import type { PlanRequest } from '../generated/PlanRequest';
import type { PlanStepView } from '../generated/PlanStepView';
import type { PolicyLayerView } from '../generated/PolicyLayerView';
import type { PolicyPreview } from '../generated/PolicyPreview';
import type { PolicyTaken } from '../generated/PolicyTaken';
import type { PolicyValue } from '../generated/PolicyValue';
import type { Printed } from '../generated/Printed';
import type { Progress } from '../generated/Progress';
import type { ProofReport } from '../generated/ProofReport';
import type { Reconciliation } from '../generated/Reconciliation';
import type { RegionView } from '../generated/RegionView';
import type { Reliance } from '../generated/Reliance';
import type { ReminderLeads } from '../generated/ReminderLeads';
import type { ReminderPlan } from '../generated/ReminderPlan';
import type { RemittanceList } from '../generated/RemittanceList';
import type { RemoveUser } from '../generated/RemoveUser';
import type { StatementRequest } from '../generated/StatementRequest';
import type { TrueUpDecided } from '../generated/TrueUpDecided';
import type { TrueUpDecision } from '../generated/TrueUpDecision';
import type { TrueUpList } from '../generated/TrueUpList';
import type { TrustedKeys } from '../generated/TrustedKeys';
import type { Undone } from '../generated/Undone';
import type { Unit } from '../generated/Unit';
import type { UnitDayView } from '../generated/UnitDayView';
import type { UnitEdit } from '../generated/UnitEdit';
import type { ValueOf } from '../generated/ValueOf';
import type { WhatIf } from '../generated/WhatIf';
import type { Withdraw } from '../generated/Withdraw';
import type { WorksheetView } from '../generated/WorksheetView';
import { ask, call, listenTo } from './call';
import { exchangeBridge } from './exchange';

export { asFailure } from './transport';

export const bridge = {
  bookKnown: () => call<KnownBook[]>('books_known'),
  bookCreate: (request: NewBook) => ask<CreatedBook>('book_create', request),
  bookConfirmRecovery: (groups: [string, string]) => ask<BookInfo>('book_confirm_recovery', { groups }),
  bookRecoveryCard: () => call<{ saved: string | null }>('book_recovery_card'),
  bookShowRecovery: (password: string) => ask<CreatedBook>('book_show_recovery', { password }),
  bookPickBackup: () => call<string | null>('book_pick_backup'),
  bookRestore: (password: string) => ask<BookInfo>('book_restore', { password }),
  today: () => call<string>('today'),
  bookOpen: (id: string | null, password: string) => ask<BookInfo>('book_open', { id, password }),
  bookOpenWithRecovery: (request: { id: string | null; code: string; new_password: string }) =>
    ask<BookInfo>('book_open_with_recovery', request),
  bookInfo: () => call<BookInfo | null>('book_info'),
  bookLock: () => call<null>('book_lock'),
  bookDemo: () => call<BookInfo>('book_demo'),
  bookCheck: () => call<CheckReport>('book_check'),
  bookIdleMinutes: (minutes: number) => ask<BookInfo>('book_idle_minutes', { minutes }),
  sessionAlive: () => call<null>('session_alive'),
  userPassword: (request: ChangePassword) => ask<BookInfo>('user_password', request),
  userAdd: (request: AddUser) => ask<BookInfo>('user_add', request),
  userRemove: (request: RemoveUser) => ask<BookInfo>('user_remove', request),
  backupState: () => call<BackupState>('backup_state'),
  backupSecondPlace: () => call<BackupState | null>('backup_second_place'),
  backupSecondPlaceEnd: () => call<BackupState>('backup_second_place_end'),
  backupRehearse: () => call<BackupState>('backup_rehearse'),
  bookBackup: () => call<BackupReport | null>('book_backup'),
  alertList: () => call<Alert[]>('alert_list'),

  unitList: () => call<Unit[]>('unit_list'),
  unitAdd: (request: NewUnit) => ask<Unit>('unit_add', request),
  unitEdit: (request: UnitEdit) => ask<Unit>('unit_edit', request),
  settingAdd: (request: NewSetting) => ask<unknown>('setting_add', request),
  settingEnd: (request: { id: number; to: string }) => ask<unknown>('setting_end', request),

  rosterList: (request: { on: string | null; reveal: boolean }) => ask<Person[]>('roster_list', request),
  rosterPerson: (request: { employee_no: string; reveal: boolean }) => ask<Person>('roster_person', request),
  rosterAdd: (request: PersonEdit) => ask<Person>('roster_add', request),
  rosterEdit: (employee_no: string, edit: PersonEdit) => ask<Person>('roster_edit', { employee_no, edit }),

  enrollmentEnroll: (request: Enroll) => ask<unknown>('enrollment_enroll', request),
  enrollmentWithdraw: (request: Withdraw) => ask<unknown>('enrollment_withdraw', request),
  baseDeclare: (request: DeclareBase) => ask<unknown>('base_declare', request),
  enrollmentPreview: (request: EnrollmentQuery) => ask<EnrollmentPreview>('enrollment_preview', request),
  enrollmentTasks: () => call<EnrollmentTask[]>('enrollment_tasks'),
  enrollmentReceipt: (request: NewReceipt) => ask<EnrollmentTask[]>('enrollment_receipt', request),
  onboardingList: () => call<OnboardingView[]>('onboarding_list'),
  onboardingDone: (request: OnboardingDone) => ask<OnboardingView[]>('onboarding_done', request),
  pastCoverAdd: (request: NewPastCover) => ask<PastCoverView[]>('past_cover_add', request),
  pastCoverRemove: (request: { employee_no: string; id: number }) => ask<PastCoverView[]>('past_cover_remove', request),
  unitDayList: () => call<UnitDayView[]>('unit_day_list'),
  unitDayAdd: (request: NewUnitDay) => ask<UnitDayView[]>('unit_day_add', request),
  enrollmentList: (month: string) => ask<EnrollmentLine[]>('enrollment_list', { month }),

  payrollWorksheet: (request: { employee_no: string | null; year: number }) =>
    ask<WorksheetView[]>('payroll_worksheet', request),

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

  monthClose: (month: string) => ask<MonthSeal>('month_close', { month }),
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

  lawList: () => call<LawIndex>('law_list'),
  lawSearch: (request: LawSearch) => ask<LawHit[]>('law_search', request),
  lawArticle: (request: { id: string; on: string | null }) => ask<ArticleView>('law_article', request),

  policyRegions: () => call<RegionView[]>('policy_regions'),
  policyValues: (request: { region: string; insurance: string; month: string | null; known_on?: string | null }) =>
    ask<PolicyValue[]>('policy_values', request),
  policyReliedOn: (request: ValueOf) => ask<Reliance>('policy_relied_on', request),
  policyCoverage: () => call<CoverageCell[]>('policy_coverage'),
  /** Of a file that she picks, against the values of a region. */
  policyProve: (region: string | null) => ask<ProofReport | null>('policy_prove', { region }),
  policyProveBook: (request: { region: string; insurance: string }) => ask<ProofReport>('policy_prove_book', request),
  policyPick: () => call<PolicyPreview | null>('policy_pick'),
  /** Of the picked file, such as after its key was trusted. */
  policyPreview: () => call<PolicyPreview>('policy_preview'),
  policyTake: () => call<PolicyTaken>('policy_take'),
  policyPreviewValue: (request: NewPolicyValue) => ask<PolicyPreview>('policy_preview_value', request),
  policyAdd: (request: NewPolicyValue) => ask<PolicyTaken>('policy_add', request),
  policyTrust: (fingerprint: string) => ask<TrustedKeys>('policy_trust', { fingerprint }),
  policyLayers: () => call<PolicyLayerView[]>('policy_layers'),

  ...exchangeBridge,

  statementPreview: (request: StatementRequest) => ask<ArrayBuffer>('statement_preview', request),
  statementSave: (request: StatementRequest) => ask<Printed | null>('statement_save', request),
  statementOpenLast: () => call<null>('statement_open_last'),
  statementBatch: (request: BatchRequest) => ask<Printed | null>('statement_batch', request),
  jobCancel: () => call<null>('job_cancel'),

  insightBoard: (month: string) => ask<MonthBoard>('insight_board', { month }),
  insightGaps: (request: { employee_no: string | null; from: string; to: string }) =>
    ask<GapGrid>('insight_gaps', request),
  journalList: (limit: number) => ask<JournalLine[]>('journal_list', { limit }),
  journalVerify: (heads: string[]) => ask<JournalProof>('journal_verify', { heads }),
  journalUndo: (action_seq: number | null) => ask<Undone>('journal_undo', { action_seq }),

  onProgress: (handler: (progress: Progress) => void) => listenTo<Progress>('progress', handler),
  onBookLocked: (handler: () => void) => listenTo<null>('book-locked', handler),
  onFileDropped: (handler: (inspection: Inspection) => void) => listenTo<Inspection>('file-dropped', handler),
  onFileRefused: (handler: (failure: unknown) => void) => listenTo<unknown>('file-refused', handler),
};
