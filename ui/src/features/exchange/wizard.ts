import type { ImportReport } from '../../generated/ImportReport';
import type { ImportRequest } from '../../generated/ImportRequest';
import type { Inspection } from '../../generated/Inspection';
import type { SheetView } from '../../generated/SheetView';
import { IMPORT_KINDS } from '../../words/importFields';
import { zh } from '../../words/zh';

/** 识别与对应 → 检查 → 预览差异 → 完成. */
export type WizardStep = 'map' | 'check' | 'difference' | 'done';
export type Mode = 'both' | 'create' | 'update';

export interface Wizard {
  step: WizardStep;
  inspection: Inspection;
  /** The sheet whose columns are in view. */
  sheet: string;
  /** Every recognised sheet, or only the one in view. */
  whole: boolean;
  /** What the clerk chose, where it differs from what was recognised. */
  kind: string | null;
  unit: string | null;
  month: string | null;
  /** Sheet → heading letter → field; an empty field leaves the column out. */
  mapping: Record<string, Record<string, string>>;
  mode: Mode;
  goodRowsOnly: boolean;
  totalsConfirmed: boolean;
  /** Why the file's own totals differ, in the clerk's words; may stay empty. */
  totalsReason: string;
  /** Whether kind and columns chosen here are remembered for these headings. */
  remember: boolean;
  preview: ImportReport | null;
  result: ImportReport | null;
}

export type WizardAction =
  | { type: 'sheet'; name: string }
  | { type: 'whole'; whole: boolean }
  | { type: 'kind'; kind: string }
  | { type: 'unit'; unit: string | null }
  | { type: 'month'; month: string | null }
  | { type: 'field'; letter: string; field: string }
  | { type: 'mode'; mode: Mode }
  | { type: 'goodRowsOnly'; on: boolean }
  | { type: 'totalsConfirmed'; on: boolean }
  | { type: 'totalsReason'; reason: string }
  | { type: 'remember'; on: boolean }
  | { type: 'previewed'; report: ImportReport }
  | { type: 'imported'; report: ImportReport }
  | { type: 'go'; step: WizardStep };

/** Whether a sheet of this kind can be taken in. */
export function isImportable(kind: string): boolean {
  return IMPORT_KINDS.includes(kind);
}

export function importableSheets(inspection: Inspection): SheetView[] {
  return inspection.sheets.filter((sheet) => sheet.visible && isImportable(sheet.kind));
}

export function startWizard(inspection: Inspection): Wizard {
  const known = importableSheets(inspection);
  return {
    step: 'map',
    inspection,
    sheet: (known[0] ?? inspection.sheets[0])?.name ?? '',
    whole: known.length > 0,
    kind: null,
    unit: null,
    month: null,
    mapping: {},
    mode: 'both',
    goodRowsOnly: true,
    totalsConfirmed: false,
    totalsReason: '',
    remember: true,
    preview: null,
    result: null,
  };
}

/** Anything that changes what would be read makes an earlier check worthless. */
function reread(wizard: Wizard, change: Partial<Wizard>): Wizard {
  return { ...wizard, ...change, step: 'map', preview: null, totalsConfirmed: false };
}

export function wizardReducer(wizard: Wizard, action: WizardAction): Wizard {
  switch (action.type) {
    case 'sheet':
      return wizard.whole
        ? { ...wizard, sheet: action.name }
        : reread(wizard, { sheet: action.name, kind: null, unit: null, month: null });
    case 'whole':
      return reread(wizard, { whole: action.whole, kind: null, unit: null, month: null });
    case 'kind':
      return reread(wizard, { kind: action.kind, whole: false });
    case 'unit':
      return reread(wizard, { unit: action.unit });
    case 'month':
      return reread(wizard, { month: action.month });
    case 'field': {
      const columns = { ...wizard.mapping[wizard.sheet], [action.letter]: action.field };
      return reread(wizard, { mapping: { ...wizard.mapping, [wizard.sheet]: columns } });
    }
    case 'mode':
      return { ...wizard, mode: action.mode, preview: null };
    case 'goodRowsOnly':
      return { ...wizard, goodRowsOnly: action.on };
    case 'totalsConfirmed':
      return { ...wizard, totalsConfirmed: action.on };
    case 'totalsReason':
      return { ...wizard, totalsReason: action.reason };
    case 'remember':
      return { ...wizard, remember: action.on };
    case 'previewed':
      return { ...wizard, preview: action.report, step: 'check' };
    case 'imported':
      return { ...wizard, result: action.report, step: 'done' };
    case 'go':
      return wizard.result ? wizard : { ...wizard, step: action.step };
  }
}

/** Whether the clerk said something about the sheets that can be remembered for their headings. */
export function isTaught(wizard: Wizard): boolean {
  return wizard.kind !== null || Object.values(wizard.mapping).some((columns) => Object.keys(columns).length > 0);
}

/** What is asked of the desk. */
export function requestOf(wizard: Wizard, dryRun: boolean): ImportRequest {
  return {
    handle: wizard.inspection.handle,
    sheet: wizard.whole ? null : wizard.sheet,
    kind: wizard.kind,
    unit: wizard.unit,
    month: wizard.month,
    mapping: wizard.mapping,
    mode: wizard.mode,
    good_rows_only: wizard.goodRowsOnly,
    dry_run: dryRun,
    remember: wizard.remember,
    totals_reason: wizard.totalsConfirmed ? wizard.totalsReason.trim() || zh.exchange.totalReasonPlain : null,
  };
}

/** The file's own totals that differ from what was read. */
export function differingTotals(report: ImportReport) {
  return report.control_totals.filter((total) => total.file !== null && total.file !== total.ours);
}

/** What keeps the clerk from going on after the check, or null. */
export type Obstacle = 'unchecked' | 'rejected' | 'totals' | 'nothing';

export function obstacleOf(wizard: Wizard): Obstacle | null {
  const report = wizard.preview;
  if (!report) return 'unchecked';
  if (report.rejected.length > 0 && !wizard.goodRowsOnly) return 'rejected';
  if (differingTotals(report).length > 0 && !wizard.totalsConfirmed) return 'totals';
  return report.accepted > 0 || report.questions.length > 0 ? null : 'nothing';
}
