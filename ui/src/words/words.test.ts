import { describe, expect, it } from 'vitest';
import type { Code } from '../generated/Code';
import codes from '../generated/Code.ts?raw';
import errors from './errors.json';
import { fieldName, wordFailure } from './failure';
import { IMPORT_FIELDS } from './importFields';

const CODES = [...codes.matchAll(/"([a-z_]+)"/g)].map((match) => match[1] as Code);
const sources = import.meta.glob(
  ['../**/*.{ts,tsx}', '!../generated/**', '!../words/**', '!../bridge/fake/**', '!../**/*.test.*', '!../test/**'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
) as Record<string, string>;

describe('failures', () => {
  it('have a wording for every code, and no wording without a code', () => {
    expect(CODES.length).toBeGreaterThan(30);
    expect(Object.keys(errors).sort()).toEqual([...CODES].sort());
  });

  it('say what is wrong and what to do next, in Chinese, with or without their parameters', () => {
    for (const code of CODES) {
      const text = wordFailure({ code, params: {}, details: [] });
      expect(text).toMatch(/^[^{}]+。$/);
      expect(text).not.toMatch(/「」|：[。，]/);
      expect(text.replace(/--help|Excel|CSV|WPS|xlsx|xls|csv/g, '')).not.toMatch(/[A-Za-z]{2,}/);
    }
  });

  it('name what they speak of', () => {
    const params = { field: 'hire', expected: '2026-02-15' };
    expect(wordFailure({ code: 'invalid_input', params, details: [] })).toBe(
      '「入职日期」填写不正确，应如 2026-02-15。请修改后再提交。',
    );
    expect(wordFailure({ code: 'month_not_run', params: { month: '2026-02' }, details: [] })).toContain(
      '2026年2月还没有核定',
    );
    expect(wordFailure({ code: 'unknown_insurance', params: { insurance: 'pension' }, details: [] })).toContain(
      '「养老」',
    );
  });
});

describe('words', () => {
  it('name every field that a heading can be mapped to', () => {
    for (const field of Object.values(IMPORT_FIELDS).flat()) expect(fieldName(field), field).not.toMatch(/[a-z]/);
    expect(fieldName('employee.supplement:housing_fund')).toBe('补充公积金（个人）');
  });

  it('live in the words files only', () => {
    const offenders = Object.entries(sources).flatMap(([path, text]) => {
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
      return /[\u4e00-\u9fff]/.test(code) ? [path] : [];
    });
    // The money and month readers know 元, 年, 月 and 日.
    expect(offenders.sort()).toEqual(['../kit/money.ts', '../kit/month.ts']);
  });
});
