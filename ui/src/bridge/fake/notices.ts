import type { Person } from '../../generated/Person';
import type { PersonNotice } from '../../generated/PersonNotice';

/** One person of the month whose lines do not follow a rule of their own. */
export function notices(people: readonly Person[]): PersonNotice[] {
  const person = people[6];
  if (!person) return [];
  return [
    {
      employee_no: person.employee_no,
      name: person.name,
      unit: person.cover[0]?.unit ?? '',
      kind: 'obligation',
      severity: 'soon',
      text: '超过法定退休年龄的人员的养老、医疗由单位与本人协商',
      insurances: ['pension', 'medical'],
      first_month: null,
      status: 'final',
      source: {
        title: '超龄劳动者基本权益保障暂行规定 第十五条',
        number: '令第56号',
        url: null,
        quote: '用人单位应当为超龄劳动者参加工伤保险并缴纳工伤保险费，个人不缴纳工伤保险费。',
      },
    },
  ];
}
