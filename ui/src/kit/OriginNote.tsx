import type { Origin } from '../generated/Origin';
import { zh } from '../words/zh';

/** 「花名册.xlsx 在职 第 5 行 H 列」 — the imported cell a value came from. */
export function originText(origin: Origin): string {
  return `${origin.file} ${zh.exchange.place(origin.sheet, origin.row, origin.column)}`;
}

export function OriginNote({ origin }: { origin: Origin | null | undefined }) {
  return origin ? <span className="soft origin">{originText(origin)}</span> : null;
}
