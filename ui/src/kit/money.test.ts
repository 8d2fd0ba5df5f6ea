import { describe, expect, it } from 'vitest';
import { formatMoney, formatRate, fromFen, parseMoney, parseRate, sumShown, toFen } from './money';

describe('amounts', () => {
  it('are shown with thousands commas and two decimals', () => {
    expect(formatMoney('760.00')).toBe('760.00');
    expect(formatMoney('12345.6')).toBe('12,345.60');
    expect(formatMoney('1234567.89')).toBe('1,234,567.89');
    expect(formatMoney('-1520.00')).toBe('-1,520.00');
    expect(formatMoney('0')).toBe('0.00');
    expect(formatMoney(null)).toBe('');
    expect(formatMoney('待确认')).toBe('待确认');
  });

  it('are summed to the fen, never as floats', () => {
    // 0.1 + 0.2 and the classic 1.005 trap.
    expect(sumShown(['0.10', '0.20'])).toBe('0.30');
    expect(sumShown(['1.00', null, '待确认', '2.05'])).toBe('3.05');
    expect(sumShown(Array.from({ length: 10_000 }, () => '0.07'))).toBe('700.00');
    expect(sumShown(['90071992547409.93', '0.01'])).toBe('90071992547409.94');
  });

  it('convert to fen and back', () => {
    expect(toFen('-0.05')).toBe(-5n);
    expect(fromFen(-5n)).toBe('-0.05');
    expect(toFen('1.234')).toBeNull();
  });

  it('are read as a clerk types them', () => {
    expect(parseMoney('9,500')).toBe('9500.00');
    expect(parseMoney('９５００．５')).toBe('9500.50');
    expect(parseMoney('¥ 1,520.00 元')).toBe('1520.00');
    expect(parseMoney('1.234')).toBeNull();
    expect(parseMoney('abc')).toBeNull();
  });
});

describe('rates', () => {
  it('are shown as percent', () => {
    expect(formatRate('0.16')).toBe('16%');
    expect(formatRate('0.098')).toBe('9.8%');
    expect(formatRate('0.002')).toBe('0.2%');
    expect(formatRate('1')).toBe('100%');
    expect(formatRate('0')).toBe('0%');
    expect(formatRate('0.0045')).toBe('0.45%');
  });

  it('are read as percent', () => {
    expect(parseRate('9.8')).toBe('0.098');
    expect(parseRate('16%')).toBe('0.16');
    expect(parseRate('0.2')).toBe('0.002');
    expect(parseRate('100')).toBe('1');
    expect(parseRate('0')).toBe('0');
    expect(parseRate('10')).toBe('0.1');
    expect(parseRate('100.5')).toBeNull();
    expect(parseRate('x')).toBeNull();
  });

  it('survive both ways', () => {
    for (const rate of ['0.16', '0.08', '0.098', '0.005', '0.0025', '0.12', '1', '0']) {
      expect(parseRate(formatRate(rate))).toBe(rate);
    }
  });
});
