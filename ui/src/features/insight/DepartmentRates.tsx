import { Button } from 'antd';
import type { DepartmentRate } from '../../generated/DepartmentRate';
import { Mark } from '../../kit/Mark';
import { Sheet } from '../../kit/Sheet';
import { zh } from '../../words/zh';

const words = zh.insight;

interface Props {
  departments: readonly DepartmentRate[];
  onOpen: () => void;
}

/** 各部门异常: only departments with something wrong. */
export function DepartmentRates({ departments, onOpen }: Props) {
  const wrong = departments.filter((department) => department.anomalies > 0);
  if (wrong.length === 0) return <p className="soft home-note">{words.noAnomaly}</p>;
  const rate = (row: DepartmentRate) => `${Math.round((row.anomalies * 1000) / Math.max(row.people, 1)) / 10}%`;
  return (
    <div className="home-note">
      <Sheet
        label={words.departments}
        testId="departments"
        rows={wrong}
        rowKey={(row) => row.department ?? ''}
        columns={[
          { title: words.department, cell: (row) => row.department ?? words.noDepartment },
          {
            title: words.anomalies,
            cell: (row) => <Mark tone="act">{words.anomalyOf(row.anomalies, row.people)}</Mark>,
            right: true,
          },
          { title: words.rate, cell: rate, right: true },
        ]}
      />
      <Button type="link" onClick={onOpen} data-testid="open-gaps">
        {words.openGaps}
      </Button>
    </div>
  );
}
