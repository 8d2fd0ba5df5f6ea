import type { SourceView } from '../generated/SourceView';

/** A document's title with its number, once. */
export function sourceText({ title, number }: Pick<SourceView, 'title' | 'number'>): string {
  return number && !title.includes(number) ? `${title} ${number}` : title;
}
