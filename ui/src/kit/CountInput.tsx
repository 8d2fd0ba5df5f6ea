import { Input, type InputProps } from 'antd';

type Props = Omit<InputProps, 'value' | 'onChange' | 'defaultValue'> & {
  value?: number | null;
  onChange?: (value: number | null) => void;
};

/** A whole number of up to four digits, such as a day of the month or a number of people. */
export function CountInput({ value, onChange, ...rest }: Props) {
  return (
    <Input
      {...rest}
      inputMode="numeric"
      maxLength={4}
      className={`figure right ${rest.className ?? ''}`}
      value={value ?? ''}
      onChange={(event) => {
        const digits = event.target.value.normalize('NFKC').replace(/\D/g, '');
        onChange?.(digits === '' ? null : Number(digits));
      }}
    />
  );
}
