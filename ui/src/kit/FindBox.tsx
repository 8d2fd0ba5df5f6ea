import { Input } from 'antd';
import { useFindKey } from './useFindKey';

interface Props {
  /** What it finds by; also its name for a screen reader. */
  label: string;
  value: string;
  onChange: (text: string) => void;
  testId?: string;
}

/** The search box over a table; Ctrl+F goes to it. */
export function FindBox({ label, value, onChange, testId }: Props) {
  const box = useFindKey();
  return (
    <Input
      ref={box}
      allowClear
      className="search-box"
      placeholder={label}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      data-testid={testId}
    />
  );
}
