import type { GridColumn } from './types';

/** A text that a spreadsheet would take for a formula is copied as text, with the apostrophe a clerk knows. */
function plain(text: string, kind: GridColumn<never>['kind']): string {
  const clean = text.replace(/[\t\r\n]+/g, ' ');
  return kind !== 'money' && /^[=+\-@]/.test(clean) ? `'${clean}` : clean;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** Headings are copied along when more than one row is taken. */
function heading<R>(column: GridColumn<R>): string {
  return column.group ? `${column.group}${column.title}` : column.title;
}

/** Rows as tab-separated text: amounts without commas, so that Excel and WPS read numbers. */
export function toTsv<R>(rows: readonly R[], columns: readonly GridColumn<R>[], withHead: boolean): string {
  const lines = rows.map((row) => columns.map((column) => plain(column.text(row), column.kind)).join('\t'));
  return (withHead ? [columns.map(heading).join('\t'), ...lines] : lines).join('\r\n');
}

/** The same as an HTML table; document numbers and all other texts are marked as text, so that no digit is lost. */
export function toHtml<R>(rows: readonly R[], columns: readonly GridColumn<R>[], withHead: boolean): string {
  const style = (column: GridColumn<R>) =>
    column.kind === 'money' ? `mso-number-format:'#,##0.00'` : `mso-number-format:'\\@'`;
  const head = withHead ? `<tr>${columns.map((column) => `<th>${escaped(heading(column))}</th>`).join('')}</tr>` : '';
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((column) => `<td style="${style(column)}">${escaped(column.text(row))}</td>`).join('')}</tr>`,
  );
  return `<meta charset="utf-8"><table>${head}${body.join('')}</table>`;
}

/**
 * Puts both forms on the clipboard. A hidden text field is selected for a moment, because not every web view fires a
 * copy event for a focused element that holds no selected text.
 */
export function writeClipboard(text: string, html: string): boolean {
  const holder = document.createElement('textarea');
  holder.className = 'offscreen';
  holder.value = text;
  holder.setAttribute('aria-hidden', 'true');
  const before = document.activeElement;
  document.body.append(holder);
  holder.select();
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.clipboardData?.setData('text/html', html);
    event.preventDefault();
  };
  document.addEventListener('copy', fill, { once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', fill);
    holder.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
