import { Input, type InputProps } from 'antd';
import { useEffect, useState } from 'react';
import { zh } from '../words/zh';
import { formatMoney, formatRate, isMoney, parseMoney, parseRate } from './money';
import { parseDay, parseMonth } from './month';

type Props = Omit<InputProps, 'value' | 'onChange' | 'defaultValue'> & {
  value?: string | null;
  onChange?: (value: string) => void;
};

interface Reading {
  parse: (typed: string) => string | null;
  tidy: (wire: string) => string;
  look: string;
}

/**
 * A text field that reads the clerk's notations: while she types it keeps her text, on leaving it shows the tidy form.
 * The form holds the wire's text as soon as it can be read, else what was typed, so that a check can say so.
 */
function ReadingInput({ value, onChange, parse, tidy, look, ...rest }: Props & Reading) {
  const [typed, setTyped] = useState(() => tidy(value ?? ''));
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!busy) setTyped(tidy(value ?? ''));
  }, [value, busy, tidy]);
  return (
    <Input
      {...rest}
      className={`${look} ${rest.className ?? ''}`}
      value={typed}
      onFocus={(event) => {
        setBusy(true);
        rest.onFocus?.(event);
      }}
      onBlur={(event) => {
        setBusy(false);
        rest.onBlur?.(event);
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange?.(parse(event.target.value) ?? event.target.value.trim());
      }}
    />
  );
}

const same = (wire: string) => wire;
const percent = (wire: string) => (/^\d/.test(wire) && Number(wire) <= 1 ? formatRate(wire) : wire);

export function MonthInput(props: Props) {
  return <ReadingInput placeholder={zh.common.monthHint} {...props} parse={parseMonth} tidy={same} look="figure" />;
}

export function DayInput(props: Props) {
  return <ReadingInput placeholder={zh.common.dayHint} {...props} parse={parseDay} tidy={same} look="figure" />;
}

export function MoneyInput(props: Props) {
  return <ReadingInput placeholder="0.00" {...props} parse={parseMoney} tidy={formatMoney} look="figure right" />;
}

/** The form holds the fraction; the clerk types and sees percent. */
export function RateInput(props: Props) {
  return <ReadingInput placeholder="%" {...props} parse={parseRate} tidy={percent} look="figure right" />;
}

/** Rules of a form for these fields. */
export const isMonthText = (required: boolean) =>
  check(required, (text) => /^\d{4}-\d{2}$/.test(text), zh.common.badMonth);
export const isDayText = (required: boolean) =>
  check(required, (text) => /^\d{4}-\d{2}(-\d{2})?$/.test(text), zh.common.badDay);
export const isMoneyText = (required: boolean) => check(required, isMoney, zh.common.badMoney);
export const isRateText = (required: boolean) =>
  check(required, (text) => /^[01](\.\d+)?$/.test(text), zh.common.badRate);
export const isFilled = () => check(true, () => true, '');

function check(required: boolean, good: (text: string) => boolean, words: string) {
  return {
    required,
    validator: (_rule: unknown, value: string | null | undefined) => {
      if (!value) return required ? Promise.reject(new Error(zh.common.required)) : Promise.resolve();
      return good(value) ? Promise.resolve() : Promise.reject(new Error(words));
    },
  };
}
