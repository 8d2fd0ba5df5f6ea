import type { FiveStates } from '../../generated/FiveStates';
import type { Origin } from '../../generated/Origin';
import type { StateView } from '../../generated/StateView';
import { INSURANCES } from './ledger';
import type { World } from './transport';

const row = (file: string, sheet: string, number: number): Origin => ({ file, sheet, row: number, column: null });

const shown = (on: string, what: Partial<StateView>): StateView => ({
  on,
  document: null,
  number: null,
  file: null,
  ...what,
});

/** 五个状态 of somebody of the invented company: the agency's list lacks the medical insurance. */
export function statesOf(world: World, employeeNo: string, month: string): FiveStates[] {
  const person = world.people.find((one) => one.employee_no === employeeNo);
  if (!person) return [];
  return INSURANCES.map((insurance, at) => {
    const listed = insurance !== 'medical';
    return {
      employee_no: employeeNo,
      name: person.name,
      unit: person.cover[0]?.unit ?? '',
      insurance,
      period: month,
      computed: shown(`${month}-12`, {}),
      deducted: insurance === 'work_injury' ? null : shown(month, { document: row('2026年2月工资表.xlsx', '2月', 5) }),
      declared: shown(`${month}-10`, listed ? { number: '示例回执0210' } : { file: '年度缴费工资申报_2026-02.xlsx' }),
      debited: shown(`${month}-13`, { document: row('工行流水_202602.xlsx', 'sheet1', 83) }),
      credited: listed ? shown(`${month}-24`, { document: row('社保明细202602.xlsx', 'Sheet1', 4 + at) }) : null,
    };
  });
}
