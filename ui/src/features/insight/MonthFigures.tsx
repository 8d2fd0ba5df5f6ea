import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { recall, remember } from '../../kit/memory';
import { Panel } from '../../kit/Page';
import { zh } from '../../words/zh';
import { ChangeSplit } from './ChangeSplit';
import { DepartmentRates } from './DepartmentRates';
import { InsuranceSums } from './InsuranceSums';
import { Trend } from './Trend';
import { useBoard } from './useBoard';
import './insight.css';

const words = zh.insight;

type Look = 'chart' | 'table';

/** The month by insurance, against the month before, by department and after eleven others: drawn, or the same as tables. */
export function MonthFigures() {
  const go = useNavigate();
  const { data: board } = useBoard();
  const [look, setLook] = useState<Look>(() => recall<Look>('home.look', 'chart'));
  if (!board || board.state === 'none') return null;
  const table = look === 'table';
  return (
    <div className="figure-panels" data-testid="month-figures">
      <Panel
        title={words.byInsurance}
        extra={
          <Segmented<Look>
            size="small"
            aria-label={words.look}
            value={look}
            options={[
              { value: 'chart', label: words.chart },
              { value: 'table', label: words.table },
            ]}
            onChange={(next) => {
              setLook(next);
              remember('home.look', next);
            }}
          />
        }
      >
        <InsuranceSums sums={board.insurances} table={table} />
      </Panel>
      <Panel title={board.change ? words.change(board.change.from) : words.changeNone}>
        {board.change ? (
          <ChangeSplit change={board.change} table={table} />
        ) : (
          <p className="soft">{words.changeNoneText}</p>
        )}
      </Panel>
      <Panel
        title={words.departments}
        extra={
          <Button type="link" size="small" onClick={() => go('/gaps')} data-testid="open-gaps">
            {words.openGaps}
          </Button>
        }
      >
        <DepartmentRates departments={board.departments} table={table} />
      </Panel>
      <div className="figure-wide">
        <Trend table={table} />
      </div>
    </div>
  );
}
