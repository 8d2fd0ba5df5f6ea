import { Button, Popover } from 'antd';
import { useState } from 'react';
import { zh } from '../words/zh';
import { LeftIcon, RightIcon } from './icons';
import { MonthMark } from './Mark';
import { chineseMonth, plusMonths } from './month';

interface Props {
  month: string;
  /** none, draft, checked or locked. */
  state: string;
  /** Months that hold an assessment. */
  months: readonly string[];
  onChange: (month: string) => void;
}

/** ← 2026-02 → with the month's state; the month itself opens a year to choose from. */
export function MonthNavigator({ month, state, months, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [year, setYear] = useState(month.slice(0, 4));
  const choose = (next: string) => {
    setOpen(false);
    onChange(next);
  };
  const shift = (n: number) => setYear(String(Number(year) + n));
  const picker = (
    <div>
      <div className="row">
        <Button size="small" icon={<LeftIcon />} aria-label={zh.frame.previousYear} onClick={() => shift(-1)} />
        <strong className="figure">{zh.frame.year(year)}</strong>
        <Button size="small" icon={<RightIcon />} aria-label={zh.frame.nextYear} onClick={() => shift(1)} />
      </div>
      <div className="month-grid">
        {Array.from({ length: 12 }, (_, i) => {
          const value = `${year}-${String(i + 1).padStart(2, '0')}`;
          const look = `${months.includes(value) ? 'has-data' : ''} ${value === month ? 'is-now' : ''}`;
          return (
            <button
              key={value}
              type="button"
              className={look}
              onClick={() => choose(value)}
              data-testid={`month-${value}`}
            >
              {zh.frame.monthShort(i + 1)}
            </button>
          );
        })}
      </div>
    </div>
  );
  return (
    <div className="row is-tight" data-testid="month-navigator">
      <div className="month-nav">
        <button
          type="button"
          className="month-step"
          title={zh.frame.previousMonth}
          aria-label={zh.frame.previousMonth}
          onClick={() => onChange(plusMonths(month, -1))}
          data-testid="month-previous"
        >
          <LeftIcon />
        </button>
        <Popover
          trigger="click"
          open={open}
          onOpenChange={(shown) => {
            setOpen(shown);
            setYear(month.slice(0, 4));
          }}
          content={picker}
        >
          <button
            type="button"
            className="month-name"
            aria-label={zh.frame.chooseMonth(chineseMonth(month))}
            data-testid="month-current"
          >
            {month}
          </button>
        </Popover>
        <button
          type="button"
          className="month-step"
          title={zh.frame.nextMonth}
          aria-label={zh.frame.nextMonth}
          onClick={() => onChange(plusMonths(month, 1))}
          data-testid="month-next"
        >
          <RightIcon />
        </button>
      </div>
      <span data-testid="month-state">
        <MonthMark state={state} />
      </span>
    </div>
  );
}
