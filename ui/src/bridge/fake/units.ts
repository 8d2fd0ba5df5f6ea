import type { Person } from '../../generated/Person';
import type { Setting } from '../../generated/Setting';
import type { Unit } from '../../generated/Unit';
import type { WorksheetView } from '../../generated/WorksheetView';
import { UNITS } from './people';
import { REGIONS } from './policy';

function setting(id: number, insurance: string, employer: string, employee: string, ended: boolean): Setting {
  return {
    id,
    label: `P-${id}`,
    insurance,
    from: '2025-01',
    to: ended ? '2025-06' : null,
    mode: 'rate',
    employer_rate: employer,
    employee_rate: employee,
    employer_fixed: '0.00',
    employee_fixed: '0.00',
    floor: null,
    cap: null,
    reason: insurance === 'work_injury' ? '工伤费率核定通知书' : '董事会决议',
    of_city: false,
    origin: { file: '单位参保参数.xlsx', sheet: '参数', row: id + 2, column: null },
  };
}

export function units(): Unit[] {
  return UNITS.map((name, index) => ({
    id: index + 1,
    name,
    region: REGIONS[index]?.code ?? '',
    region_name: REGIONS[index]?.name ?? '',
    credit_code: null,
    social_account: `10${index}8842`,
    fund_account: null,
    bank_name: null,
    bank_account: null,
    debit_groups: [
      { name: '社保', insurances: ['pension', 'medical', 'unemployment', 'work_injury'] },
      { name: '公积金', insurances: ['housing_fund'] },
    ],
    first_month: '2024-01',
    enroll_cutoff_day: 20,
    withdraw_cutoff_day: 25,
    fund_enroll_cutoff_day: null,
    fund_withdraw_cutoff_day: null,
    settings: [
      setting(index * 10 + 1, 'work_injury', '0.002', '0', false),
      setting(index * 10 + 2, 'housing_fund', '0.12', '0.12', false),
      setting(index * 10 + 3, 'housing_fund', '0.1', '0.1', true),
    ],
  }));
}

export function worksheet(person: Person, year: number, shown: boolean): WorksheetView {
  const months = Array.from({ length: 12 }, (_, i) => ({
    month: `${year}-${String(i + 1).padStart(2, '0')}`,
    gross: '9500.00',
    items: [
      { name: '基本工资', amount: '8000.00' },
      { name: '绩效', amount: '1300.00' },
      { name: '餐补', amount: '200.00' },
    ],
    why: null,
  }));
  return {
    employee_no: person.employee_no,
    name: person.name,
    id_number: person.id_number,
    veiled: !shown,
    method: 'last_year_average',
    counted: months.slice(1),
    left_out: months.slice(0, 1).map((month) => ({ ...month, why: '入职当月不是整月' })),
    sum: '104500.00',
    average: '9500.00',
    proposed: '9500.00',
    current: person.bases[0]?.amount ?? null,
  };
}
