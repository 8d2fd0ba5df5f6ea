/** What a person can be found by. */
export interface Findable {
  name: string;
  /** 拼音首字母, every reading, separated by blanks. */
  initials: string;
  employee_no: string;
  id_tail?: string;
  id_number?: string | null;
}

/** 姓名 / 拼音首字母 / 证件尾号 / 工号. */
export function found(person: Findable, query: string): boolean {
  const text = query.normalize('NFKC').trim().toLowerCase();
  if (text === '') return true;
  if (person.name.toLowerCase().includes(text)) return true;
  if (person.employee_no.toLowerCase().includes(text)) return true;
  const tail = (person.id_tail ?? person.id_number ?? '').toLowerCase();
  if (tail !== '' && text.length >= 2 && tail.endsWith(text)) return true;
  return (
    /^[a-z]+$/.test(text) &&
    person.initials
      .toLowerCase()
      .split(/[\s,|/]+/)
      .some((reading) => reading.includes(text))
  );
}
