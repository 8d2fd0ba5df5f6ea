import text from '../../../../assets/handbook/safety.md?raw';

interface Part {
  head: string;
  lines: readonly string[];
}

/** A row of a table as a sentence: 审计：身份 看，薪酬 看 … */
function sentence(heads: readonly string[], row: string): string {
  const [first, ...cells] = cellsOf(row);
  return `${first}：${cells.map((cell, index) => `${heads[index + 1] ?? ''} ${cell}`).join('，')}。`;
}

const cellsOf = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

function linesOf(body: string): string[] {
  const lines = body.split('\n').filter((line) => line.trim() && !/^\|[-|]+\|$/.test(line));
  const heads = cellsOf(lines.find((line) => line.startsWith('|')) ?? '');
  const rows = lines.filter((line) => line.startsWith('|')).slice(1);
  return lines.flatMap((line) => {
    if (!line.startsWith('|')) return [line.replace(/^- /, '').replaceAll('`', '')];
    return rows.includes(line) ? [sentence(heads, line)] : [];
  });
}

/** 账簿安全手册: the chapters of the handbook, the same text that the repository shows. */
export const handbook: readonly Part[] = text
  .split(/^## /m)
  .slice(1)
  .map((chapter) => {
    const [head = '', ...body] = chapter.split('\n');
    return { head, lines: linesOf(body.join('\n')) };
  });
