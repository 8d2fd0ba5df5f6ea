import { Select } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { TrendMonth } from '../../generated/TrendMonth';
import { FailureNote } from '../../kit/FailureNote';
import { Panel } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { TrendBars } from './TrendBars';
import { TrendTable } from './TrendTable';
import { ALL, sidesOf } from './trendMonths';

const words = zh.insight;

/** Insurances that occur in any of the months, in the order of a bureau's statement. */
function occurring(months: readonly TrendMonth[]): string[] {
  const found = new Set(months.flatMap((month) => month.insurances.map((sum) => sum.insurance)));
  return INSURANCE_ORDER.filter((insurance) => found.has(insurance));
}

/** 近十二个月: both sides and the people covered, of all insurances or of one; drawn, or the same as a table. */
export function Trend({ table }: { table: boolean }) {
  const { month } = useSession();
  const [chosen, setChosen] = useState(ALL);
  const read = useRead(['trend', month], () => bridge.insightTrend(month));
  if (!read.data) return <FailureNote failure={read.error} />;
  const insurances = occurring(read.data);
  const shown = insurances.includes(chosen) ? chosen : ALL;
  const title = shown === ALL ? words.trend : words.trendOf(insuranceName(shown));
  const months = read.data.map((one) => sidesOf(one, shown));
  return (
    <Panel
      title={title}
      testId="trend"
      extra={
        <Select
          size="small"
          className="w-160"
          aria-label={words.insurance}
          data-testid="trend-insurance"
          value={shown}
          onChange={setChosen}
          options={[
            { value: ALL, label: words.allInsurances },
            ...insurances.map((insurance) => ({ value: insurance, label: insuranceName(insurance) })),
          ]}
        />
      }
    >
      {table ? (
        <TrendTable label={title} months={months} insurances={shown === ALL ? insurances : []} />
      ) : (
        <TrendBars label={title} months={months} />
      )}
    </Panel>
  );
}
