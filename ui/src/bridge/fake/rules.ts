import type { Person } from '../../generated/Person';
import type { PersonRule } from '../../generated/PersonRule';
import { plusMonths } from '../../kit/month';

const source = (title: string, number: string, quote: string) => ({ title, number, url: null, quote });

/** What the law says of an invented person: the age, and the fund's first month in both cases. */
export function personRules(person: Person): PersonRule[] {
  const { retirement, jobs } = person;
  const hired = jobs[0]?.hire.slice(0, 7) ?? '2025-01';
  const fund = (label: string, value: string, text: string): PersonRule => ({
    kind: 'fund_start',
    label,
    value,
    text: `${hired} 入职：${text}`,
    note: '是否首次参加工作还没有登记（入职核查里登记），两种都列出',
    status: 'final',
    law: 'gjj_2019:16',
    source: source('住房公积金管理条例 第十七条', '示例', '从参加工作的第二个月开始缴存（示例文本）'),
  });
  return [
    {
      kind: 'retirement',
      label: `法定退休月份（${person.sex === 'female' ? '女55' : '男60'}）`,
      value: `${retirement.month}（${retirement.age}）`,
      text: `按月领取养老金最低缴费 ${retirement.minimum_months} 个月；${retirement.warned_from} 起提醒，到月不会自动停缴`,
      note: null,
      status: 'final',
      law: 'sbf:12',
      source: source('渐进式延迟法定退休年龄的办法 第一条', '示例', '每四个月延迟一个月（示例文本）'),
    },
    fund('公积金起缴月（首次参加工作）', plusMonths(hired, 1), '从参加工作的第二个月起缴'),
    fund('公积金起缴月（调入）', hired, '从调入单位发放工资之日起缴'),
  ];
}
