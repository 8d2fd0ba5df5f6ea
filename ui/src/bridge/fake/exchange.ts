import type { ImportReport } from '../../generated/ImportReport';
import type { Inspection } from '../../generated/Inspection';

/** A legacy roster with a merged title, text amounts and two bad document numbers. */
export const INSPECTION: Inspection = {
  handle: 'fake-1',
  file: '花名册（最新）2026.xlsx',
  sheets: [
    {
      name: '在职',
      visible: true,
      kind: 'roster',
      confidence: 96,
      reasons: ['有姓名、证件号码、入职日期等 9 个花名册标题', '第 1 行是合并的大标题'],
      header_rows: [2, 3],
      rows: 50,
      columns: [
        { letter: 'A', heading: '序号', field: null, samples: ['1', '2', '3'] },
        { letter: 'B', heading: '姓　名', field: 'name', samples: ['王磊', '李静', '张伟'] },
        { letter: 'C', heading: '员工编号', field: 'employee_no', samples: ['YS1001', 'YS1002', 'YS1003'] },
        { letter: 'D', heading: '身份证号', field: 'id_number', samples: ['110101********1000', '110101********1037'] },
        { letter: 'E', heading: '部门', field: 'department', samples: ['研发部', '市场部', '人事行政部'] },
        { letter: 'F', heading: '入职时间', field: 'hire', samples: ['2021.3.5', '2021年3月', '20210305'] },
        { letter: 'G', heading: '户口性质', field: 'hukou', samples: ['本市城镇', '外埠农村'] },
        { letter: 'H', heading: '社保基数', field: 'social_base', samples: ['9,500.00', '12,800.00'] },
        { letter: 'I', heading: '公积金基数', field: 'fund_base', samples: ['9,500.00', '12,800.00'] },
        { letter: 'J', heading: '联系方式', field: 'phone', samples: ['138****1000', '138****1001'] },
        { letter: 'K', heading: '备注2', field: null, samples: ['试用期'] },
      ],
      month: null,
      unit: null,
    },
    {
      name: '离职',
      visible: true,
      kind: 'roster',
      confidence: 91,
      reasons: ['标题与「在职」相同，多出离职日期'],
      header_rows: [2],
      rows: 6,
      columns: [
        { letter: 'A', heading: '姓名', field: 'name', samples: ['仇英'] },
        { letter: 'B', heading: '身份证号', field: 'id_number', samples: ['110101********1305'] },
        { letter: 'C', heading: '离职日期', field: 'leave', samples: ['2025/11/30'] },
      ],
      month: null,
      unit: null,
    },
    {
      name: '透视表',
      visible: true,
      kind: 'unknown',
      confidence: 12,
      reasons: ['没有认识的标题'],
      header_rows: [],
      rows: 9,
      columns: [],
      month: null,
      unit: null,
    },
  ],
  problems: [{ code: 'merged_title', message: '「在职」第 1 行是合并的大标题，已跳过。' }],
};

export function importReport(dryRun: boolean): ImportReport {
  return {
    batch: dryRun ? null : 3,
    kind: 'roster',
    rows: 56,
    accepted: 51,
    unchanged: 2,
    actions: Array.from({ length: 51 }, (_, i) => ({
      sheet: i < 45 ? '在职' : '离职',
      row: i + 4,
      action: i < 45 ? (i % 9 === 4 ? 'update' : 'import') : 'import_left',
      name: ['王磊', '李静', '张伟', '刘洋'][i % 4] as string,
      id_number: `110101********${1000 + i}`,
      id_status: 'ok',
      employee_no: `YS${1001 + i}`,
      hire: '2021-03-05',
      hire_precision: 'day',
      leave: i < 45 ? null : '2025-11-30',
      birth: null,
      hukou: '本市城镇',
      notes: i % 17 === 3 ? [{ code: 'month_only', message: '入职日期只写到月，按月保存，不补日子' }] : [],
    })),
    rejected: [
      {
        sheet: '在职',
        row: 12,
        column: 'D',
        code: 'check_digit',
        message: '身份证校验位不对。请对照身份证原件改正后再导入。',
        value_masked: '110101********1234',
      },
      {
        sheet: '在职',
        row: 31,
        column: 'D',
        code: 'check_digit',
        message: '身份证校验位不对。请对照身份证原件改正后再导入。',
        value_masked: '310104********5678',
      },
      {
        sheet: '在职',
        row: 40,
        column: 'F',
        code: 'bad_date',
        message: '入职日期「2021-02-30」不存在。请改成真实的日期。',
        value_masked: '2021-02-30',
      },
    ],
    matches_to_confirm: [
      { id: null, sheet: '在职', row: 22, name: '曾琳', employee_no: 'YS1032', reason: '没有证件号码，单位内姓名唯一' },
    ],
    questions: [
      {
        id: null,
        sheet: '在职',
        row: 18,
        code: 'name_differs',
        message: '证件号码相同，姓名一处写「谢婉仪」，一处写「谢琬仪」，以哪个为准？',
        choices: [
          { id: 'keep', label: '谢婉仪（账簿）' },
          { id: 'take', label: '谢琬仪（文件）' },
        ],
      },
    ],
    control_totals: [
      { name: '在职 社保基数', file: '561000.00', ours: '551500.00', explained: null },
      { name: '在职 公积金基数', file: '561000.00', ours: '561000.00', explained: null },
    ],
    differences: [
      {
        sheet: '在职',
        row: 8,
        employee_no: 'YS1005',
        name: '陈思远',
        field: 'department',
        before: '研发部',
        after: '市场部',
        applied: true,
      },
      {
        sheet: '在职',
        row: 8,
        employee_no: 'YS1005',
        name: '陈思远',
        field: 'phone',
        before: '138****1004',
        after: '139****7788',
        applied: true,
      },
      {
        sheet: '在职',
        row: 14,
        employee_no: 'YS1011',
        name: '徐丽娜',
        field: 'social_base',
        before: '12800.00',
        after: '12000.00',
        applied: false,
      },
    ],
  };
}

export const QUESTIONS = importReport(true).questions.map((question) => ({ ...question, id: 7 }));
