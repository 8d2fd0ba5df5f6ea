import type { JournalHit } from '../../generated/JournalHit';
import { NOW } from './transport';

const text = (request: Record<string, unknown>, key: string) => String(request[key] ?? '');

// A function: the month of the invented company is not there yet when this file is read.
const invented = (): JournalHit[] => [
  {
    seq: 218,
    action_seq: 217,
    time: `${NOW}-12 09:41:20`,
    user: '周会计',
    role: 'owner',
    action: '申报基数',
    object: '',
    employee_no: 'YS1001',
    name: '王磊',
    undoes: null,
    erased: false,
    frozen: false,
    more: 0,
    changes: [
      {
        record: '申报基数',
        kind: 'changed',
        fields: [
          { field: '申报基数', before: '12000.00', after: '13500.00' },
          { field: '适用起', before: '2025-07', after: '2026-01' },
        ],
      },
    ],
  },
  {
    seq: 216,
    action_seq: 215,
    time: `${NOW}-11 15:10:02`,
    user: '周会计',
    role: 'owner',
    action: '增员',
    object: '',
    employee_no: 'YS1008',
    name: '黄晓梅',
    undoes: null,
    erased: false,
    frozen: false,
    more: 0,
    changes: [
      {
        record: '参保关系',
        kind: 'added',
        fields: [
          { field: '参保单位', before: null, after: '北京云杉科技有限公司' },
          { field: '参保范围', before: null, after: '社会保险' },
          { field: '起缴年月', before: null, after: '2026-02' },
        ],
      },
    ],
  },
  {
    seq: 120,
    action_seq: 119,
    time: '2025-08-04 10:12:00',
    user: '周会计',
    role: 'owner',
    action: '修改员工资料',
    object: '',
    employee_no: 'X3',
    name: '已删除人员3',
    undoes: null,
    erased: true,
    frozen: false,
    more: 0,
    changes: [],
  },
];

/** 检索变更 among a few invented rows. */
export function searchHits(request: Record<string, unknown>) {
  const holds = (hit: JournalHit, amount: string) =>
    hit.changes.some((one) => one.fields.some(({ before, after }) => before === amount || after === amount));
  const no = request.employee_no ? text(request, 'employee_no') : null;
  const amount = request.amount ? text(request, 'amount') : null;
  const hits = invented().filter((hit) => (!no || hit.employee_no === no) && (!amount || holds(hit, amount)));
  const records = [
    { id: 'employee', name: '员工资料' },
    { id: 'declared_base', name: '申报基数' },
    { id: 'enrollment', name: '参保关系' },
  ];
  return { hits, before: null, records, users: ['周会计'] };
}
