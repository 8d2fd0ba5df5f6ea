import { Checkbox } from 'antd';
import { useState } from 'react';
import type { ShadowSum } from '../../generated/ShadowSum';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { toFen } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.exchange;

const COLUMNS: GridColumn<ShadowSum>[] = [
  { id: 'month', title: words.shadowMonth, width: 90, kind: 'month', frozen: true, text: (row) => row.month },
  { id: 'unit', title: words.unit, width: 220, text: (row) => row.unit ?? '' },
  { id: 'source', title: words.shadowSource, width: 190, text: (row) => words.shadowSources[row.source] },
  { id: 'insurance', title: words.shadowInsurance, width: 110, text: (row) => insuranceName(row.insurance) },
  { id: 'theirs', title: words.shadowTheirs, width: 120, kind: 'money', text: (row) => row.theirs },
  { id: 'computed', title: words.shadowComputed, width: 120, kind: 'money', text: (row) => row.computed ?? '' },
  { id: 'difference', title: words.shadowDifference, width: 110, kind: 'money', text: (row) => row.difference ?? '' },
  {
    id: 'open',
    title: words.shadowOpen,
    width: 80,
    kind: 'id',
    text: (row) => (row.open > 0 ? String(row.open) : ''),
  },
];

/** Whether a sum of hers is not ours. */
export function isOff(row: ShadowSum): boolean {
  return row.difference === null || toFen(row.difference) !== 0n;
}

/** 影子对照: what her own sheets sum to beside what is due, month by month. */
export function ShadowSums({ rows }: { rows: readonly ShadowSum[] }) {
  const [onlyOff, setOnlyOff] = useState(false);
  if (rows.length === 0) return null;
  const off = rows.filter(isOff);
  return (
    <Panel
      title={words.shadow}
      fill
      flush
      testId="migrate-shadow"
      extra={
        <Checkbox checked={onlyOff} onChange={(event) => setOnlyOff(event.target.checked)}>
          {words.shadowOff}
        </Checkbox>
      }
    >
      <Grid
        label={words.shadow}
        rows={onlyOff ? off : [...rows]}
        columns={COLUMNS}
        summary={words.shadowSummary(rows.length, off.length)}
      />
    </Panel>
  );
}
