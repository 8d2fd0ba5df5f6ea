import { Select } from 'antd';
import type { SheetView } from '../../generated/SheetView';
import { fieldName } from '../../words/failure';
import { zh } from '../../words/zh';

interface Props {
  sheet: SheetView;
  chosen: Readonly<Record<string, string>>;
  fields: readonly { value: string; label: string }[];
  onField: (letter: string, field: string) => void;
}

/** Each heading with what stands under it, and the field it goes to. */
export function ColumnTable({ sheet, chosen, fields, onField }: Props) {
  return (
    <div className="sheet-scroll">
      <table className="sheet" data-testid="column-table">
        <thead>
          <tr>
            <th scope="col">{zh.exchange.column}</th>
            <th scope="col">{zh.exchange.heading}</th>
            <th scope="col">{zh.exchange.samples}</th>
            <th scope="col">{zh.exchange.field}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.columns.map((column) => {
            const field = chosen[column.letter] ?? column.field ?? '';
            const known = field === '' || fields.some((item) => item.value === field);
            return (
              <tr key={column.letter}>
                <td className="soft">{column.letter}</td>
                <td>{column.heading}</td>
                <td className="soft samples">{column.samples.join(' · ')}</td>
                <td>
                  <Select
                    size="small"
                    className="w-160"
                    aria-label={column.heading}
                    showSearch
                    optionFilterProp="label"
                    value={field}
                    options={[
                      { value: '', label: zh.exchange.ignored },
                      ...fields,
                      ...(known ? [] : [{ value: field, label: fieldName(field) }]),
                    ]}
                    onChange={(value) => onField(column.letter, value)}
                    data-testid={`field-${column.letter}`}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
