import { INSPECTION, importReport, QUESTIONS } from './exchange';
import type { Answer } from './transport';

const BATCHES = [
  {
    id: 2,
    file: '2025年工资表.xlsx',
    time: '2026-02-11T15:20:00+08:00',
    kind: 'payroll',
    accepted: 412,
    rejected: 0,
    undone: false,
  },
  {
    id: 1,
    file: '花名册.xlsx',
    time: '2026-02-11T15:10:00+08:00',
    kind: 'roster',
    accepted: 51,
    rejected: 3,
    undone: false,
  },
];

/** 导入导出. */
export const exchangeAnswers: Readonly<Record<string, Answer>> = {
  exchange_pick: () => INSPECTION,
  exchange_preview: () => importReport(true),
  exchange_import: () => importReport(false),
  exchange_undo: () => null,
  exchange_batches: (world) => (world.people.length > 0 ? BATCHES : []),
  exchange_answer: () => null,
  exchange_questions: (world) => (world.people.length > 0 ? QUESTIONS : []),
  exchange_migrate: () => ({
    files: [
      {
        file: '人员/单位参保参数.xlsx',
        sheet: '参数',
        kind: 'settings',
        unit: null,
        month: null,
        rows: 9,
        accepted: 9,
        rejected: 0,
        questions: [],
        problem: null,
      },
      {
        file: '人员/花名册.xlsx',
        sheet: '在职',
        kind: 'roster',
        unit: null,
        month: null,
        rows: 50,
        accepted: 47,
        rejected: 2,
        questions: QUESTIONS,
        problem: null,
      },
      {
        file: '工资/202601_税款计算_工资薪金所得.xls',
        sheet: null,
        kind: 'other:tax_report',
        unit: null,
        month: null,
        rows: 0,
        accepted: 0,
        rejected: 0,
        questions: [],
        problem: {
          code: 'other_kind',
          message: '认出是“个税扣缴明细”：其中的社保和公积金数字抄自工资表，不导入；请导入工资表和经办机构的明细',
        },
      },
    ],
    batches: [4, 5],
    stopped: false,
    comparison: [
      ['2026-01', 'payroll', 'pension', '12096.00', '12096.00', '0.00'],
      ['2026-01', 'payroll', 'medical', '3066.00', '3066.00', '0.00'],
      ['2026-01', 'agency', 'pension', '36288.00', '36288.00', '0.00'],
      ['2026-01', 'agency', 'unemployment', '1512.00', '1722.00', '-210.00'],
    ].map(([month = '', source = '', insurance = '', theirs = '', computed = '', difference = '']) => ({
      month,
      unit: '示例科技有限公司',
      source: source === 'agency' ? ('agency' as const) : ('payroll' as const),
      insurance,
      theirs,
      computed,
      difference,
      open: 0,
    })),
  }),
};
