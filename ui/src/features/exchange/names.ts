import { zh } from '../../words/zh';

/** The clerk's word for a kind of sheet, or for several; `other:…` is one that is recognised and not taken in. */
export function kindName(kind: string): string {
  if (kind.startsWith('other:')) return zh.exchange.kindOther(kindName(kind.slice('other:'.length)));
  const names = kind.split(/[\s,]+/).map((one) => zh.exchange.kinds[one] ?? one);
  return [...new Set(names)].join('、');
}
