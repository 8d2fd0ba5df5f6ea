// Data and privacy: what is kept, put away, erased, copied, asked and answered.

import type { ArchiveMade } from '../generated/ArchiveMade';
import type { ArchiveProof } from '../generated/ArchiveProof';
import type { ArchiveRequest } from '../generated/ArchiveRequest';
import type { ArchiveView } from '../generated/ArchiveView';
import type { CopyRequest } from '../generated/CopyRequest';
import type { Correction } from '../generated/Correction';
import type { Erase } from '../generated/Erase';
import type { ErasureScope } from '../generated/ErasureScope';
import type { FormAnswers } from '../generated/FormAnswers';
import type { FormFile } from '../generated/FormFile';
import type { FormView } from '../generated/FormView';
import type { Freeze } from '../generated/Freeze';
import type { JournalPage } from '../generated/JournalPage';
import type { JournalQuery } from '../generated/JournalQuery';
import type { Keeping } from '../generated/Keeping';
import type { KeepingEdit } from '../generated/KeepingEdit';
import type { NewForm } from '../generated/NewForm';
import type { NewPrivacyRequest } from '../generated/NewPrivacyRequest';
import type { Person } from '../generated/Person';
import type { PersonCopy } from '../generated/PersonCopy';
import type { PrivacyRequestView } from '../generated/PrivacyRequestView';
import type { RequestAnswer } from '../generated/RequestAnswer';
import { ask, call } from './call';

export const privacy = {
  privacyKeeping: () => call<Keeping>('privacy_keeping'),
  privacyKeepingSet: (request: KeepingEdit) => ask<Keeping>('privacy_keeping_set', request),
  privacyFreeze: (request: Freeze) => ask<Keeping>('privacy_freeze', request),
  privacyUnfreeze: (request: Freeze) => ask<Keeping>('privacy_unfreeze', request),
  privacyOpen: (request: Freeze) => ask<Keeping>('privacy_open', request),
  privacyErasureScope: (employee_no: string) => ask<ErasureScope>('privacy_erasure_scope', { employee_no }),
  privacyErase: (request: Erase) => ask<Keeping>('privacy_erase', request),
  privacyCopy: (request: CopyRequest) => ask<PersonCopy | null>('privacy_copy', request),
  privacyCorrect: (request: Correction) => ask<Person>('privacy_correct', request),
  privacyRequests: () => call<PrivacyRequestView[]>('privacy_requests'),
  privacyRequestAdd: (request: NewPrivacyRequest) => ask<PrivacyRequestView[]>('privacy_request_add', request),
  privacyRequestAnswer: (request: RequestAnswer) => ask<PrivacyRequestView[]>('privacy_request_answer', request),
  privacyForms: () => call<FormView[]>('privacy_forms'),
  privacyFormNew: (request: NewForm) => ask<FormView>('privacy_form_new', request),
  privacyFormFill: (request: FormAnswers) => ask<FormView>('privacy_form_fill', request),
  privacyFormPrint: (request: { id: number; name: string }) => ask<FormFile | null>('privacy_form_print', request),
  privacyArchive: (request: ArchiveRequest) => ask<ArchiveMade | null>('privacy_archive', request),
  privacyArchives: () => call<ArchiveView[]>('privacy_archives'),
  privacyArchiveVerify: () => call<ArchiveProof | null>('privacy_archive_verify'),
  journalSearch: (request: JournalQuery) => ask<JournalPage>('journal_search', request),
};
