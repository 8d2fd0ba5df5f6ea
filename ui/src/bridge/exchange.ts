// Sheets and papers: import, inbox, export, statements.

import type { ArchivedFile } from '../generated/ArchivedFile';
import type { BatchRequest } from '../generated/BatchRequest';
import type { BatchView } from '../generated/BatchView';
import type { Exported } from '../generated/Exported';
import type { ExportKind } from '../generated/ExportKind';
import type { ExportLayout } from '../generated/ExportLayout';
import type { ExportRequest } from '../generated/ExportRequest';
import type { ImportReport } from '../generated/ImportReport';
import type { ImportRequest } from '../generated/ImportRequest';
import type { Inbox } from '../generated/Inbox';
import type { Inspection } from '../generated/Inspection';
import type { MappingView } from '../generated/MappingView';
import type { MatchGiven } from '../generated/MatchGiven';
import type { MatchView } from '../generated/MatchView';
import type { MigrationReport } from '../generated/MigrationReport';
import type { Pasted } from '../generated/Pasted';
import type { Printed } from '../generated/Printed';
import type { Question } from '../generated/Question';
import type { ShownList } from '../generated/ShownList';
import type { StatementRequest } from '../generated/StatementRequest';
import { ask, call } from './call';

export const exchange = {
  exchangePick: () => call<Inspection | null>('exchange_pick'),
  exchangePaste: (request: Pasted) => ask<Inspection>('exchange_paste', request),
  exchangePreview: (request: ImportRequest) => ask<ImportReport>('exchange_preview', request),
  exchangeImport: (request: ImportRequest) => ask<ImportReport>('exchange_import', request),
  exchangeUndo: (batch: number) => ask<unknown>('exchange_undo', { batch }),
  exchangeBatches: () => call<BatchView[]>('exchange_batches'),
  exchangeAnswer: (request: { question: number; choice: string }) => ask<unknown>('exchange_answer', request),
  exchangeQuestions: () => call<Question[]>('exchange_questions'),
  exchangeMappings: () => call<MappingView[]>('exchange_mappings'),
  exchangeForgetMapping: (mapping: number) => ask<null>('exchange_forget_mapping', { mapping }),
  exchangeMatches: () => call<MatchView[]>('exchange_matches'),
  /** No id confirms all of them. */
  exchangeConfirmMatches: (matches: string[]) => ask<number>('exchange_confirm_matches', { matches }),
  exchangeGiveMatch: (request: MatchGiven) => ask<null>('exchange_give_match', request),
  exchangeList: (request: ShownList) => ask<Exported | null>('exchange_list', request),
  exchangeMark: (request: ImportRequest) => ask<Exported | null>('exchange_mark', request),
  exchangeInbox: () => call<Inbox>('exchange_inbox'),
  exchangeInboxChoose: () => call<Inbox | null>('exchange_inbox_choose'),
  exchangeInboxOff: () => call<Inbox>('exchange_inbox_off'),
  exchangeInboxOpen: (name: string) => ask<Inspection>('exchange_inbox_open', { name }),
  exchangeInboxTake: (name: string) => ask<ImportReport>('exchange_inbox_take', { name }),
  exchangeInboxPassOver: (request: { name: string; over: boolean }) => ask<Inbox>('exchange_inbox_pass_over', request),
  exchangeArchive: () => call<ArchivedFile[]>('exchange_archive'),
  /** `reason`: why, where the file names people who are put away. */
  exchangeOriginal: (request: { batch: number; reason: string | null }) =>
    ask<ArchivedFile | null>('exchange_original', request),
  exchangeMigrate: () => call<MigrationReport | null>('exchange_migrate'),
  exchangeExport: (request: ExportRequest) => ask<Exported | null>('exchange_export', request),
  exchangeTemplate: (request: ExportLayout) => ask<Exported | null>('exchange_template', request),
  exchangeTemplateKinds: () => call<ExportLayout[]>('exchange_template_kinds'),
  exchangeExportKinds: () => call<ExportKind[]>('exchange_export_kinds'),
  statementPreview: (request: StatementRequest) => ask<ArrayBuffer>('statement_preview', request),
  statementSave: (request: StatementRequest) => ask<Printed | null>('statement_save', request),
  statementOpenLast: () => call<null>('statement_open_last'),
  statementBatch: (request: BatchRequest) => ask<Printed | null>('statement_batch', request),
};
