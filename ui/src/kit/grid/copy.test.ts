import { describe, expect, it } from 'vitest';
import { toHtml, toTsv } from './copy';
import type { GridColumn } from './types';

interface Row {
  name: string;
  id: string;
  amount: string;
}

const COLUMNS: GridColumn<Row>[] = [
  { id: 'name', title: '姓名', width: 80, text: (row) => row.name },
  { id: 'id', title: '证件号码', width: 160, kind: 'id', text: (row) => row.id },
  { id: 'amount', title: '单位', group: '养老', width: 80, kind: 'money', text: (row) => row.amount },
];
const ROWS: Row[] = [
  { name: '王磊', id: '11010119900307123X', amount: '1520.00' },
  { name: '=HYPERLINK("x")', id: '310104198505056789', amount: '-3.50' },
];

describe('copied cells', () => {
  it('are tab-separated, amounts plain numbers, headings with their insurance', () => {
    expect(toTsv(ROWS, COLUMNS, true)).toBe(
      '姓名\t证件号码\t养老单位\r\n王磊\t11010119900307123X\t1520.00\r\n\'=HYPERLINK("x")\t310104198505056789\t-3.50',
    );
    expect(toTsv(ROWS.slice(0, 1), COLUMNS.slice(2), false)).toBe('1520.00');
  });

  it('never become a formula and never break the row', () => {
    const hostile = ['=1+1', '+86', '-x', '@SUM(A1)', 'a\tb\r\nc'].map((name) => ({ name, id: '', amount: '' }));
    expect(toTsv(hostile, COLUMNS.slice(0, 1), false).split('\r\n')).toEqual([
      "'=1+1",
      "'+86",
      "'-x",
      "'@SUM(A1)",
      'a b c',
    ]);
  });

  it('go along as HTML with document numbers marked as text', () => {
    const html = toHtml(ROWS, COLUMNS, true);
    expect(html).toContain(`<td style="mso-number-format:'\\@'">11010119900307123X</td>`);
    expect(html).toContain(`<td style="mso-number-format:'#,##0.00'">1520.00</td>`);
    expect(html).toContain('=HYPERLINK(&quot;x&quot;)');
  });
});
