// The book itself: opening, users, backups, what waits, the journal, what the program tells by itself.

import type { AddUser } from '../generated/AddUser';
import type { Alert } from '../generated/Alert';
import type { BackupReport } from '../generated/BackupReport';
import type { BackupState } from '../generated/BackupState';
import type { BookInfo } from '../generated/BookInfo';
import type { ChangePassword } from '../generated/ChangePassword';
import type { CheckReport } from '../generated/CheckReport';
import type { CreatedBook } from '../generated/CreatedBook';
import type { Inspection } from '../generated/Inspection';
import type { JournalLine } from '../generated/JournalLine';
import type { JournalProof } from '../generated/JournalProof';
import type { KnownBook } from '../generated/KnownBook';
import type { NewBook } from '../generated/NewBook';
import type { Progress } from '../generated/Progress';
import type { RekeyDone } from '../generated/RekeyDone';
import type { RekeyRequest } from '../generated/RekeyRequest';
import type { RemoveUser } from '../generated/RemoveUser';
import type { Rescued } from '../generated/Rescued';
import type { Restored } from '../generated/Restored';
import type { Undone } from '../generated/Undone';
import { ask, call, listenTo } from './call';

/** What a book is opened by: its password, or its recovery code with the password it gets. */
export type OpenedBy =
  | { id: string | null; password: string }
  | { id: string | null; code: string; new_password: string };

export const book = {
  bookKnown: () => call<KnownBook[]>('books_known'),
  bookCreate: (request: NewBook) => ask<CreatedBook>('book_create', request),
  bookConfirmRecovery: (groups: [string, string]) => ask<BookInfo>('book_confirm_recovery', { groups }),
  bookRecoveryCard: () => call<{ saved: string | null }>('book_recovery_card'),
  bookShowRecovery: (password: string) => ask<CreatedBook>('book_show_recovery', { password }),
  bookPickBackup: () => call<string | null>('book_pick_backup'),
  bookRestore: (password: string) => ask<Restored>('book_restore', { password }),
  today: () => call<string>('today'),
  bookOpen: (id: string | null, password: string) => ask<BookInfo>('book_open', { id, password }),
  bookUpgrade: (request: OpenedBy) => ask<BookInfo | null>('book_upgrade', request),
  bookRescue: (id: string | null, password: string) => ask<Rescued>('book_rescue', { id, password }),
  bookOpenWithRecovery: (request: { id: string | null; code: string; new_password: string }) =>
    ask<BookInfo>('book_open_with_recovery', request),
  bookInfo: () => call<BookInfo | null>('book_info'),
  bookLock: () => call<null>('book_lock'),
  bookDemo: () => call<BookInfo>('book_demo'),
  bookCheck: () => call<CheckReport>('book_check'),
  bookIdleMinutes: (minutes: number) => ask<BookInfo>('book_idle_minutes', { minutes }),
  sessionAlive: () => call<null>('session_alive'),
  userProve: (password: string) => ask<null>('user_prove', { password }),
  userPassword: (request: ChangePassword) => ask<BookInfo>('user_password', request),
  userAdd: (request: AddUser) => ask<BookInfo>('user_add', request),
  userRemove: (request: RemoveUser) => ask<BookInfo>('user_remove', request),
  backupState: () => call<BackupState>('backup_state'),
  backupSecondPlace: () => call<BackupState | null>('backup_second_place'),
  backupSecondPlaceEnd: () => call<BackupState>('backup_second_place_end'),
  backupRehearse: () => call<BackupState>('backup_rehearse'),
  backupWaive: (reason: string) => ask<null>('backup_waive', { reason }),
  rekeyBegin: (password: string) => ask<CreatedBook>('rekey_begin', { password }),
  rekeyFinish: (request: RekeyRequest) => ask<RekeyDone>('rekey_finish', request),
  rekeyEnd: () => call<null>('rekey_end'),
  bookBackup: () => call<BackupReport | null>('book_backup'),
  alertList: () => call<Alert[]>('alert_list'),
  jobCancel: () => call<null>('job_cancel'),
  journalList: (limit: number) => ask<JournalLine[]>('journal_list', { limit }),
  journalVerify: (heads: string[]) => ask<JournalProof>('journal_verify', { heads }),
  journalUndo: (action_seq: number | null) => ask<Undone>('journal_undo', { action_seq }),
  onProgress: (handler: (progress: Progress) => void) => listenTo<Progress>('progress', handler),
  onBookLocked: (handler: () => void) => listenTo<null>('book-locked', handler),
  onFileDropped: (handler: (inspection: Inspection) => void) => listenTo<Inspection>('file-dropped', handler),
  onFileRefused: (handler: (failure: unknown) => void) => listenTo<unknown>('file-refused', handler),
};
