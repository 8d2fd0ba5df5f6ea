import { zh } from '../../words/zh';

/** The clerk's word for a kind of sheet; `other:…` is one that is recognised and not taken in yet. */
export function kindName(kind: string): string {
  if (kind.startsWith('other:')) return zh.exchange.kindOther(kind.slice('other:'.length));
  return zh.exchange.kinds[kind] ?? kind;
}
