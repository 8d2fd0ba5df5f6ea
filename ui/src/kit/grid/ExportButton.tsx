import { Button } from 'antd';
import { bridge } from '../../bridge';
import { zh } from '../../words/zh';
import { useAct } from '../useDesk';
import type { GridColumn } from './types';

interface Props<R> {
  label: string;
  columns: readonly GridColumn<R>[];
  /** In the order shown, asked for when the button is pressed. */
  rows: () => readonly R[];
}

/** 导出当前列表: the columns and rows as they are shown, as a workbook. */
export function ExportButton<R>({ label, columns, rows }: Props<R>) {
  const save = useAct(bridge.exchangeList, {
    readOnly: true,
    done: (told) => (told?.file ? zh.grid.exported(told.rows, told.file) : null),
  });
  const title = (column: GridColumn<R>) => (column.group ? `${column.group} ${column.title}` : column.title);
  return (
    <Button
      type="text"
      size="small"
      loading={save.isPending}
      onClick={() =>
        save.mutate({
          title: label,
          columns: columns.map((column) => ({
            title: title(column).trim(),
            money: column.kind === 'money',
            width: Math.round(column.width),
          })),
          rows: rows().map((row) => columns.map((column) => column.text(row))),
        })
      }
      data-testid="grid-export"
    >
      {zh.grid.exportList}
    </Button>
  );
}
