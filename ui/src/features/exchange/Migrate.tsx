import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import type { MigrationReport } from '../../generated/MigrationReport';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { JobProgress } from '../../kit/JobProgress';
import { Panel } from '../../kit/Page';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { kindName } from './names';
import { ShadowSums } from './ShadowSums';

type Row = MigrationReport['files'][number];

const COLUMNS: GridColumn<Row>[] = [
  { id: 'file', title: zh.exchange.migrateFile, width: 240, frozen: true, text: (row) => row.file },
  { id: 'sheet', title: zh.exchange.sheets, width: 130, text: (row) => row.sheet ?? '' },
  { id: 'kind', title: zh.exchange.kind, width: 150, text: (row) => kindName(row.kind) },
  { id: 'unit', title: zh.exchange.unit, width: 180, text: (row) => row.unit ?? '' },
  { id: 'month', title: zh.exchange.month, width: 80, kind: 'month', text: (row) => row.month ?? '' },
  { id: 'rows', title: zh.exchange.migrateRows, width: 70, kind: 'id', text: (row) => String(row.rows) },
  { id: 'accepted', title: zh.exchange.batchAccepted, width: 70, kind: 'id', text: (row) => String(row.accepted) },
  { id: 'rejected', title: zh.exchange.bad, width: 70, kind: 'id', text: (row) => String(row.rejected) },
  { id: 'questions', title: zh.exchange.askCount, width: 70, kind: 'id', text: (row) => String(row.questions.length) },
  { id: 'problem', title: zh.exchange.migrateLeft, width: 360, text: (row) => row.problem?.message ?? '' },
];

/** 整体迁移: a whole folder of legacy files in one go. */
export function Migrate() {
  const migrate = useAct(() => bridge.exchangeMigrate());
  const report = migrate.data;
  const [view, setView] = useState<'files' | 'sums'>('files');
  const count = (of: (row: Row) => number) => (report?.files ?? []).reduce((sum, row) => sum + of(row), 0);
  return (
    <div className="stack is-fill">
      <section className="panel pick-file">
        <div className="grow">
          <p>{zh.exchange.migrateText}</p>
          <p className="soft">{zh.exchange.pickNote}</p>
        </div>
        <Button
          type="primary"
          size="large"
          loading={migrate.isPending}
          onClick={() => migrate.mutate(undefined)}
          data-testid="migrate-start"
        >
          {zh.exchange.migrateDo}
        </Button>
      </section>
      {migrate.isPending ? <JobProgress label={zh.exchange.migrating} /> : null}
      {report?.stopped ? <p className="soft">{zh.exchange.shadowStopped}</p> : null}
      {report && report.comparison.length > 0 ? (
        <Segmented
          value={view}
          onChange={setView}
          options={[
            { value: 'files', label: zh.exchange.migrateReport },
            { value: 'sums', label: zh.exchange.shadow },
          ]}
        />
      ) : null}
      {report && view === 'sums' ? <ShadowSums rows={report.comparison} /> : null}
      {report && view === 'files' ? (
        <Panel title={zh.exchange.migrateReport} fill flush testId="migrate-report">
          <Grid
            label={zh.exchange.migrateReport}
            rows={report.files}
            columns={COLUMNS}
            summary={zh.exchange.migrateSummary(
              new Set(report.files.map((row) => row.file)).size,
              count((row) => row.accepted),
              count((row) => row.rejected),
              count((row) => row.questions.length),
            )}
          />
        </Panel>
      ) : null}
    </div>
  );
}
