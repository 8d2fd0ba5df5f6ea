import type { BaseView } from '../../generated/BaseView';
import type { Person } from '../../generated/Person';
import type { GridColumn } from '../../kit/grid/types';
import { Mark } from '../../kit/Mark';
import { HUKOU, ID_TYPE, SEX, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.roster;
const titles = words.columns;

/** The spell that runs, else the last one. */
export function currentJob(person: Person) {
  return person.jobs.find((job) => job.leave === null) ?? person.jobs.at(-1);
}

/** Units a person works for or is covered by. */
export function currentUnits(person: Person): string[] {
  const running = person.cover.filter((cover) => cover.last_month === null).map((cover) => cover.unit);
  const job = currentJob(person)?.unit;
  return [...new Set([...(job ? [job] : []), ...running])];
}

/** The base in force of a scope: the one that runs, else the last. */
export function currentBase(person: Person, scope: string): BaseView | undefined {
  const bases = person.bases.filter((base) => base.scope === scope);
  return bases.find((base) => base.to === null) ?? bases.at(-1);
}

export const ROSTER_COLUMNS: GridColumn<Person>[] = [
  { id: 'name', title: titles.name, width: 88, frozen: true, text: (p) => p.name, opens: () => true },
  { id: 'no', title: titles.no, width: 78, kind: 'id', text: (p) => p.employee_no },
  { id: 'id', title: titles.id, width: 160, kind: 'id', text: (p) => p.id_number ?? '' },
  { id: 'idType', title: titles.idType, width: 130, hiddenAtFirst: true, text: (p) => word(ID_TYPE, p.id_type) },
  { id: 'sex', title: titles.sex, width: 56, text: (p) => word(SEX, p.sex) },
  { id: 'birth', title: titles.birth, width: 98, kind: 'month', hiddenAtFirst: true, text: (p) => p.birth ?? '' },
  { id: 'department', title: titles.department, width: 92, text: (p) => p.department ?? '' },
  { id: 'post', title: titles.post, width: 104, hiddenAtFirst: true, text: (p) => p.post ?? '' },
  { id: 'unit', title: titles.unit, width: 160, text: (p) => currentUnits(p).join('、') },
  { id: 'hire', title: titles.hire, width: 98, kind: 'month', text: (p) => currentJob(p)?.hire ?? '' },
  { id: 'leave', title: titles.leave, width: 98, kind: 'month', text: (p) => currentJob(p)?.leave ?? '' },
  {
    id: 'social',
    title: titles.socialBase,
    width: 98,
    kind: 'money',
    text: (p) => currentBase(p, 'social')?.amount ?? '',
  },
  {
    id: 'fund',
    title: titles.fundBase,
    width: 98,
    kind: 'money',
    text: (p) => currentBase(p, 'housing_fund')?.amount ?? '',
  },
  { id: 'hukou', title: titles.hukou, width: 90, text: (p) => word(HUKOU, p.hukou) },
  { id: 'phone', title: titles.phone, width: 110, kind: 'id', hiddenAtFirst: true, text: (p) => p.phone ?? '' },
  {
    id: 'state',
    title: titles.state,
    width: 84,
    text: (p) => (p.active ? words.activeState : words.leftState),
    show: (p) => (p.active ? <Mark tone="done">{words.activeState}</Mark> : <Mark tone="off">{words.leftState}</Mark>),
  },
];
