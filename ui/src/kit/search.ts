/** What a person can be found by. */
export interface Findable {
  name: string;
  /** 拼音首字母, every reading, separated by blanks. */
  initials: string;
  employee_no: string;
  id_tail?: string;
  id_number?: string | null;
}

/** 姓名 / 拼音首字母 / 证件尾号 / 工号: what is looked for is prepared once and asked of everybody. */
export function finder(query: string): (person: Findable) => boolean {
  const text = query.normalize('NFKC').trim().toLowerCase();
  if (text === '') return () => true;
  const letters = /^[a-z]+$/.test(text);
  return ({ name, initials, employee_no, id_tail, id_number }) =>
    name.toLowerCase().includes(text) ||
    employee_no.toLowerCase().includes(text) ||
    (text.length >= 2 && (id_tail ?? id_number ?? '').toLowerCase().endsWith(text)) ||
    // Readings are parted by blanks, which no letter matches.
    (letters && initials.toLowerCase().includes(text));
}
