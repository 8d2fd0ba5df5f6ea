// An invented company for component tests and a plain browser. Nobody here exists; amounts are made up.
import type { Origin } from '../../generated/Origin';
import type { Person } from '../../generated/Person';
import { plusMonths } from '../../kit/month';

export const UNITS = ['北京云杉科技有限公司', '云杉科技上海分公司', '云杉科技深圳分公司'] as const;

const NAMES: readonly (readonly [string, string])[] = [
  ['王磊', 'wl'],
  ['李静', 'lj'],
  ['张伟', 'zw'],
  ['刘洋', 'ly'],
  ['陈思远', 'csy'],
  ['杨帆', 'yf'],
  ['赵敏', 'zm'],
  ['黄晓梅', 'hxm'],
  ['周杰', 'zj'],
  ['吴昊', 'wh'],
  ['徐丽娜', 'xln'],
  ['孙悦', 'sy'],
  ['马超', 'mc'],
  ['朱婷', 'zt'],
  ['胡军', 'hj'],
  ['郭雪', 'gx'],
  ['何家豪', 'hjh'],
  ['高翔', 'gx'],
  ['林芳', 'lf'],
  ['罗曼', 'lm'],
  ['郑爽朗', 'zsl'],
  ['梁宇', 'ly'],
  ['谢婉仪', 'xwy'],
  ['宋凯', 'sk'],
  ['唐果', 'tg'],
  ['许诺', 'xn'],
  ['韩冬', 'hd'],
  ['冯倩', 'fq'],
  ['邓超群', 'dcq'],
  ['曹颖', 'cy'],
  ['彭博文', 'pbw'],
  ['曾琳', 'zl cl'],
  ['单雄', 'sx dx cx'],
  ['买买提·艾力', 'mmtal'],
  ['仇英', 'qy cy'],
  ['尉迟明', 'ycm wcm'],
];

const DEPARTMENTS = ['研发部', '市场部', '人事行政部', '财务部', '客服部'] as const;
const POSTS = ['工程师', '专员', '主管', '会计', '客服'] as const;

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const two = (n: number) => String(n).padStart(2, '0');

function origin(row: number, column: string, sheet = '在职'): Origin {
  return { file: '花名册.xlsx', sheet, row, column };
}

/** Bases in whole yuan, spread so that some meet the floor and some the cap. */
export function baseOf(index: number): number {
  return [9500, 12800, 6200, 4800, 18600, 42000, 7300, 15200, 11050, 8600][index % 10] as number;
}

function person(index: number, month: string): Person {
  const [name, initials] = at(NAMES, index);
  const serial = Math.floor(index / NAMES.length);
  const unit = at(UNITS, index % 5 === 4 ? 2 : index % 3 === 2 ? 1 : 0);
  const left = index % 12 === 11;
  const hired = `20${15 + (index % 11)}-${two((index % 12) + 1)}-${two((index % 27) + 1)}`;
  const first = plusMonths(month, -13);
  const amount = `${baseOf(index)}.00`;
  const row = index + 3;
  const last = left ? plusMonths(month, -2) : null;
  return {
    employee_no: `YS${String(1001 + index)}`,
    name: serial > 0 ? `${name}${serial}` : name,
    initials,
    id_type: name.includes('·') ? 'resident_id' : 'resident_id',
    id_number: `110101********${String(1000 + ((index * 37) % 9000))}`,
    sex: index % 2 ? 'female' : 'male',
    birth: `19${80 + (index % 18)}-${two((index % 12) + 1)}-${two((index % 27) + 1)}`,
    hukou: at(['local_town', 'other_town', 'local_rural', 'other_rural'], index),
    medical_tier: unit === UNITS[2] ? '1' : null,
    position_class: index % 2 ? 'female55' : 'male60',
    retirement: {
      class: index % 2 ? 'female55' : 'male60',
      month: '2044-05',
      age: index % 2 ? '58周岁' : '63周岁',
      warned_from: '2043-11',
      minimum_months: 240,
      missing: null,
      source: null,
    },
    department: at(DEPARTMENTS, index),
    post: at(POSTS, index),
    phone: `138****${String(1000 + index)}`,
    bank_name: '招商银行',
    bank_account: `622***********${String(1000 + index)}`,
    notes: null,
    active: !left,
    jobs: [
      {
        unit,
        hire: hired,
        leave: last ? `${last}-28` : null,
        department: at(DEPARTMENTS, index),
        post: at(POSTS, index),
        origin: origin(row, 'F'),
      },
    ],
    cover: ['social', 'housing_fund'].map((scope) => ({
      unit,
      scope,
      first_month: first,
      last_month: last,
      first_month_late: false,
      reason: null,
      origin: { file: '社保公积金参保台账.xlsx', sheet: '在保', row, column: null },
    })),
    bases:
      index === 7
        ? []
        : ['social', 'housing_fund'].map((scope) => ({
            unit,
            scope,
            from: first,
            to: null,
            amount,
            average_wage: amount,
            reason: 'annual',
            method: 'last_year_average',
            origin: origin(row, scope === 'social' ? 'H' : 'I'),
          })),
  };
}

/** `count` invented people. */
export function inventPeople(count: number, month: string): Person[] {
  return Array.from({ length: count }, (_, index) => person(index, month));
}
