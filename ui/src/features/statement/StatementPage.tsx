import { Segmented } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMay } from '../../app/rights';
import { Page } from '../../kit/Page';
import { zh } from '../../words/zh';
import { BatchPrint } from './BatchPrint';
import { SinglePrint } from './SinglePrint';

const words = zh.statement;

/** 文书: one person with a preview that is the file, or everybody of a month. */
export function StatementPage() {
  const [params] = useSearchParams();
  const may = useMay();
  const [range, setRange] = useState<'one' | 'batch'>('one');
  return (
    <Page
      title={words.title}
      testId="statement-page"
      sub={
        may('statement_batch') ? (
          <Segmented<'one' | 'batch'>
            value={range}
            options={[
              { value: 'one', label: words.range.one },
              { value: 'batch', label: words.range.batch },
            ]}
            onChange={setRange}
          />
        ) : null
      }
    >
      {range === 'one' ? <SinglePrint employeeNo={params.get('employee')} /> : <BatchPrint />}
    </Page>
  );
}
