/** `2026-03-05T09:30:12+08:00` → `2026-03-05 09:30`; a plain date stays as it is. */
export function shortTime(text: string | null | undefined): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(text ?? '');
  return match ? [match[1], match[2]].filter(Boolean).join(' ') : (text ?? '');
}
