import { Button, Checkbox, Popover } from 'antd';
import { zh } from '../../words/zh';
import type { GridColumn } from './types';
import type { ColumnChoice } from './useColumnChoice';

interface Props<R> {
  columns: readonly GridColumn<R>[];
  choice: ColumnChoice<R>;
}

/** 自定义显示列. */
export function ColumnChoiceButton<R>({ columns, choice }: Props<R>) {
  const groups = new Map<string, GridColumn<R>[]>();
  for (const column of columns) {
    if (column.frozen) continue;
    const key = column.group ?? '';
    groups.set(key, [...(groups.get(key) ?? []), column]);
  }
  const list = (
    <div className="column-choice">
      {[...groups].map(([group, members]) => (
        <fieldset key={group || 'plain'} className="column-choice-group">
          <legend>{group || zh.grid.generalColumns}</legend>
          {members.map((column) => (
            <Checkbox
              key={column.id}
              checked={choice.isShown(column.id)}
              onChange={(event) => choice.set([column.id], event.target.checked)}
            >
              {column.title}
            </Checkbox>
          ))}
        </fieldset>
      ))}
      <Button size="small" onClick={choice.reset}>
        {zh.grid.resetColumns}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={list}>
      <Button data-testid="column-choice">{zh.grid.columns}</Button>
    </Popover>
  );
}
