import type { DepartmentRate } from '../../generated/DepartmentRate';
import { Mark } from '../../kit/Mark';
import { Sheet } from '../../kit/Sheet';
import { zh } from '../../words/zh';
import { Bars } from './Bars';

const words = zh.insight;

const nameOf = (row: DepartmentRate) => row.department ?? words.noDepartment;

const thousandths = (row: DepartmentRate) => Math.round((row.anomalies * 1000) / Math.max(row.people, 1));

/** 各部门异常: people with something wrong of the people there are, as bars or as a table. */
export function DepartmentRates({ departments, table }: { departments: readonly DepartmentRate[]; table: boolean }) {
  const wrong = departments.filter((department) => department.anomalies > 0);
  if (table) {
    return (
      <Sheet
        label={words.departments}
        testId="departments"
        rows={departments}
        rowKey={(row) => row.department ?? ''}
        columns={[
          { title: words.department, cell: nameOf },
          {
            title: words.anomalies,
            cell: (row) =>
              row.anomalies > 0 ? (
                <Mark tone="act">{words.anomalyOf(row.anomalies, row.people)}</Mark>
              ) : (
                words.anomalyOf(0, row.people)
              ),
            right: true,
            nowrap: true,
          },
          { title: words.rate, cell: (row) => `${thousandths(row) / 10}%`, right: true },
        ]}
      />
    );
  }
  if (wrong.length === 0) return <Mark tone="done">{words.noAnomaly}</Mark>;
  return (
    <div data-testid="departments">
      <Bars
        label={words.departments}
        rows={wrong.map((row) => ({
          key: row.department ?? '',
          name: nameOf(row),
          parts: [{ look: 'wrong', from: 0, to: thousandths(row) }],
          value: words.anomalyShare(row.anomalies, row.people, `${thousandths(row) / 10}%`),
        }))}
      />
      {wrong.length < departments.length ? (
        <p className="soft">{words.othersClean(departments.length - wrong.length)}</p>
      ) : null}
    </div>
  );
}
