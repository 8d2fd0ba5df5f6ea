import type { Exported } from '../../generated/Exported';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { zh } from '../../words/zh';

const words = zh.exchange.handOut;

/** What was written, what the clerk has to see to, and who was left out and why. */
export function ExportedNote({ exported }: { exported: Exported }) {
  return (
    <>
      {exported.file ? (
        <div className="note is-done" data-testid="export-done">
          ✓ {words.done(exported.rows, exported.file)}
        </div>
      ) : null}
      {exported.notes.map((note) => (
        <div className="note" key={note} data-testid="export-note">
          {note}
        </div>
      ))}
      {exported.left_out.length > 0 ? (
        <Panel title={words.leftOut(exported.left_out.length)} flush testId="export-left-out">
          <Sheet
            label={words.leftOut(exported.left_out.length)}
            rows={exported.left_out}
            rowKey={(row) => `${row.employee_no}.${row.field}.${row.message}`}
            columns={[
              { title: zh.roster.columns.no, cell: (row) => row.employee_no, nowrap: true },
              { title: zh.roster.columns.name, cell: (row) => row.name, nowrap: true },
              { title: words.field, cell: (row) => row.field, nowrap: true },
              { title: words.reason, cell: (row) => row.message },
            ]}
          />
        </Panel>
      ) : null}
    </>
  );
}
