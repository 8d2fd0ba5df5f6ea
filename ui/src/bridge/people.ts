// Units and people: roster, enrolment, onboarding, wages.

import type { DeclareBase } from '../generated/DeclareBase';
import type { Enroll } from '../generated/Enroll';
import type { EnrollmentLine } from '../generated/EnrollmentLine';
import type { EnrollmentPreview } from '../generated/EnrollmentPreview';
import type { EnrollmentQuery } from '../generated/EnrollmentQuery';
import type { EnrollmentTask } from '../generated/EnrollmentTask';
import type { NewPastCover } from '../generated/NewPastCover';
import type { NewReceipt } from '../generated/NewReceipt';
import type { NewSetting } from '../generated/NewSetting';
import type { NewUnit } from '../generated/NewUnit';
import type { NewUnitDay } from '../generated/NewUnitDay';
import type { OnboardingDone } from '../generated/OnboardingDone';
import type { OnboardingView } from '../generated/OnboardingView';
import type { PastCoverView } from '../generated/PastCoverView';
import type { Person } from '../generated/Person';
import type { PersonEdit } from '../generated/PersonEdit';
import type { PersonRule } from '../generated/PersonRule';
import type { Unit } from '../generated/Unit';
import type { UnitDayView } from '../generated/UnitDayView';
import type { UnitEdit } from '../generated/UnitEdit';
import type { Withdraw } from '../generated/Withdraw';
import type { WorksheetView } from '../generated/WorksheetView';
import { ask, call } from './call';

/** 字段类别. */
export type FieldClass = 'identity' | 'pay' | 'bank' | 'medical';

export const people = {
  unitList: () => call<Unit[]>('unit_list'),
  unitAdd: (request: NewUnit) => ask<Unit>('unit_add', request),
  unitEdit: (request: UnitEdit) => ask<Unit>('unit_edit', request),
  settingAdd: (request: NewSetting) => ask<unknown>('setting_add', request),
  settingEnd: (request: { id: number; to: string }) => ask<unknown>('setting_end', request),
  rosterList: () => ask<Person[]>('roster_list', { on: null }),
  rosterPerson: (employee_no: string) => ask<Person>('roster_person', { employee_no }),
  rosterRules: (request: { employee_no: string }) => ask<PersonRule[]>('roster_rules', request),
  rosterReveal: (request: { employee_no: string; class: FieldClass; reason: string }) =>
    ask<Person>('roster_reveal', request),
  rosterRevealAll: (name: FieldClass, reason: string) => ask<null>('roster_reveal_all', { class: name, reason }),
  rosterVeil: () => call<null>('roster_veil'),
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
};
