import { Mark, type Tone } from '../../kit/Mark';
import { word } from '../../words/terms';
import { zh } from '../../words/zh';

const TONE: Readonly<Record<string, Tone>> = {
  paid: 'done',
  late: 'soon',
  short: 'act',
  unpaid: 'act',
  due: 'soon',
  no_bank: 'off',
};

/** 已缴清 / 逾期缴清 / 未缴足 / 未缴 / 未到期 / 未导入流水. */
export function PaidMark({ state }: { state: string }) {
  return <Mark tone={TONE[state] ?? 'off'}>{word(zh.remittance.state, state)}</Mark>;
}
