import type { FormItem } from '../../generated/FormItem';
import type { FormView } from '../../generated/FormView';
import { NOW } from './transport';

const NAMES: Record<string, string> = {
  assessment: '个人信息保护影响评估表',
  audit: '个人信息保护合规审计自查报告',
  incident: '个人信息安全事件记录',
};

function item(id: string, ask: string, law: string, basis: string, seen: string | null, chooses: boolean): FormItem {
  return { id, ask, law, basis: `《个人信息保护法》${basis}`, seen, chooses, choice: null, note: '' };
}

/** A form of the invented company, begun today. */
export function inventForm(kind: string, title: string): FormView {
  return {
    id: 1,
    kind: kind as FormView['kind'],
    name: NAMES[kind] ?? kind,
    title,
    made_on: `${NOW}-12`,
    finished_on: null,
    due_on: '2026-03-14',
    keep_until: `2029-02-12`,
    overdue: false,
    open: 4,
    parts: [
      {
        name: '处理目的、处理方式是否合法、正当、必要',
        items: [
          item('purpose', '处理目的是什么，为什么非处理这些个人信息不可？', 'pipl:6', '第六条', null, false),
          item(
            'kinds',
            '处理了哪些种类的个人信息，涉及多少人？有没有收集与目的无关的种类？',
            'pipl:6',
            '第六条',
            '姓名、证件号码、出生日期、户口、联系电话、工资卡号、工资、参保和缴费记录、报销记录；在职或在保 36 人，离职留存 4 人',
            true,
          ),
        ],
      },
      {
        name: '所采取的保护措施是否合法、有效并与风险程度相适应',
        items: [
          item(
            'protection',
            '加密、口令、自动锁定等技术措施是否有效？',
            'pipl:51',
            '第五十一条',
            '账簿、附件和备份全部加密（SQLCipher，AES-256）；无操作 10 分钟自动锁定',
            true,
          ),
          item('conclusion', '结论：可以处理、整改后处理，还是不应处理？', 'pipl:56', '第五十六条', null, false),
        ],
      },
    ],
  };
}
