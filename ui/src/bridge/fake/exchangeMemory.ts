import type { Inbox } from '../../generated/Inbox';
import type { InboxFile } from '../../generated/InboxFile';
import type { MappingView } from '../../generated/MappingView';
import type { MatchView } from '../../generated/MatchView';
import { INSPECTION, importReport } from './exchange';
import { type Answer, refuse } from './transport';

const NAMES = ['王磊', '李静', '张伟', '刘洋', '曾琳'];

function matches(): MatchView[] {
  return Array.from({ length: 14 }, (_, i) => ({
    id: `12:${i + 5}`,
    kind: i < 9 ? 'housing_fund_records' : 'payroll',
    file: i < 9 ? '北京公积金汇缴明细202602.xls' : '2025年工资表.xlsx',
    sheet: i < 9 ? '汇缴明细' : '202506',
    row: i + 5,
    month: i < 9 ? '2026-02' : '2025-06',
    unit: i < 9 ? '演示科技有限公司' : null,
    written: NAMES[i % 5] as string,
    employee_no: `YS${1001 + i}`,
    name: NAMES[i % 5] as string,
    reason: i < 9 ? '证件号码有遮盖，按号码首尾、姓名和基数认定' : '工资表没有工号和证件号码，姓名唯一',
  }));
}

const MAPPINGS: MappingView[] = [
  {
    id: 3,
    kind: 'payroll',
    file: '分公司薪酬发放.xlsx',
    sheet: '三月',
    time: '2026-02-11 15:20',
    columns: [
      { heading: '伙伴', field: 'name' },
      { heading: '识别串', field: 'id_number' },
      { heading: '甲扣', field: 'employee.pension' },
      { heading: '备用', field: null },
    ],
  },
];

const file = (name: string, state: InboxFile['state'], more: Partial<InboxFile> = {}): InboxFile => ({
  name,
  state,
  kind: 'unknown',
  unit: null,
  month: null,
  rows: 0,
  reason: null,
  ...more,
});

const INBOX: Inbox = {
  folder: 'D:\\社保收件',
  problem: null,
  files: [
    file('上海社保缴费明细202602.xlsx', 'new', {
      kind: 'agency_records',
      unit: '演示科技有限公司上海分公司',
      month: '2026-02',
      rows: 23,
    }),
    file('工行流水_202602.xlsx', 'new', { kind: 'bank_statement', rows: 211 }),
    file('分公司薪酬发放.xlsx', 'unknown', {
      reason: '认不出这是什么表；打开后指定类型和各列，以后同样的表头就认得',
    }),
    file('明细（下载中）.xlsx.crdownload', 'writing', { reason: '还没有下载完' }),
    file('通知.pdf', 'unreadable', { reason: '这不是表格文件（像是PDF 文件）。' }),
    file('上海社保缴费明细202602 (1).xlsx', 'twin', { reason: '与“上海社保缴费明细202602.xlsx”内容相同' }),
    file('花名册.xlsx', 'taken', { kind: 'roster', reason: '2026-02-11 15:10 已导入（批次 1）' }),
  ],
};

/** 导入的记忆. */
export const EXCHANGE_MEMORY: Readonly<Record<string, Answer>> = {
  exchange_matches: (world) => (world.people.length > 0 ? matches() : []),
  exchange_confirm_matches: (_world, request) => (request.matches as string[]).length || 14,
  exchange_give_match: () => null,
  exchange_mappings: (world) => (world.people.length > 0 ? MAPPINGS : []),
  exchange_forget_mapping: () => null,
  exchange_inbox: (world) => (world.people.length > 0 ? INBOX : { folder: null, problem: null, files: [] }),
  exchange_inbox_choose: () => INBOX,
  exchange_inbox_off: () => ({ folder: null, problem: null, files: [] }),
  exchange_inbox_open: () => INSPECTION,
  exchange_inbox_take: () => importReport(false),
  exchange_inbox_pass_over: () => INBOX,
  exchange_paste: () => ({ ...INSPECTION, file: '粘贴' }),
  exchange_mark: () => ({ file: '花名册_标红.xlsx', rows: 3, left_out: [], notes: [] }),
  exchange_archive: () => [],
  // The first roster of the invented company names people who were put away since.
  exchange_original: (_world, request) =>
    request.batch === 1 && !request.reason
      ? refuse('reason_needed', { people: '2' })
      : {
          batch: request.batch,
          file: '花名册.xlsx',
          kind: 'roster',
          time: '2026-02-11 15:10',
          size: 20480,
          sha256: '',
          undone: false,
        },
};
