// Months are texts like `2026-02` on every wire; these move and read them.

const FORM = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Whether the text is a month of the wire. */
export function isMonth(text: string | null | undefined): text is string {
  return FORM.test(text ?? '');
}

/** `n` months later (earlier if negative). */
export function plusMonths(month: string, n: number): string {
  const match = FORM.exec(month);
  if (!match) return month;
  const index = Number(match[1]) * 12 + Number(match[2]) - 1 + n;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** `2026-02` → `2026年2月`. */
export function chineseMonth(month: string | null | undefined): string {
  const match = FORM.exec(month ?? '');
  return match ? `${match[1]}年${Number(match[2])}月` : (month ?? '');
}

/** `2026-02-12` → `2026年2月12日 星期四`. */
export function chineseDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const name = new Intl.DateTimeFormat('zh-CN', { weekday: 'long', timeZone: 'UTC' }).format(date);
  return `${chineseMonth(day.slice(0, 7))}${date.getUTCDate()}日 ${name}`;
}

/** Days from one day to another; negative if the other lies before it. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The month of a local day. */
export function monthOf(day: Date): string {
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}`;
}

/** What a clerk types (`202602`, `2026.2`, `2026年2月`, `26-2`) as a month of the wire, or null. */
export function parseMonth(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  const match = /^(\d{4})(\d{2})$/.exec(text) ?? /^(\d{2}|\d{4})\s*[-./年]\s*(\d{1,2})\s*月?$/.exec(text);
  if (!match) return null;
  const year = match[1]?.length === 2 ? `20${match[1]}` : match[1];
  const month = `${year}-${String(match[2]).padStart(2, '0')}`;
  return isMonth(month) ? month : null;
}

/** What a clerk types (`20210305`, `2021.3.5`, `2021年3月5日`, or a month) as a day or month of the wire, or null. */
export function parseDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(text);
  if (!match) return parseMonth(text);
  const [, year, month, day] = match;
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}
