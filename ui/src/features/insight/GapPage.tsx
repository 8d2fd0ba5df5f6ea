import { Button, Input } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { MonthInput } from '../../kit/inputs';
import { formatMoney } from '../../kit/money';
import { isMonth, plusMonths } from '../../kit/month';
import { Page, Panel } from '../../kit/Page';
import { finder } from '../../kit/search';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { GapLegend, GapStrip } from './GapStrip';

const words = zh.insight;

/** 断缴表: everybody with a missing record, by insurance and month, in yuan. */
export function GapPage() {
  const { month } = useSession();
  const [from, setFrom] = useState(() => plusMonths(month, -5));
  const [to, setTo] = useState(month);
  const [query, setQuery] = useState('');
  const ready = isMonth(from) && isMonth(to);
  const read = useRead(['gaps', from, to], () => bridge.insightGaps({ employee_no: null, from, to }), ready);
  const found = finder(query);
  const rows = (read.data?.rows ?? []).filter((row) => found({ ...row, id_tail: '' }));
  return (
    <Page
      title={words.gapTitle}
      testId="gap-page"
      sub={read.data ? words.gapSub(rows.length, formatMoney(read.data.missing)) : null}
    >
      <div className="toolbar">
        <Input
          allowClear
          className="search-box"
          placeholder={zh.enrollment.search}
          aria-label={zh.enrollment.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <MonthInput className="w-120" value={from} onChange={setFrom} aria-label={words.from} data-testid="gap-from" />
        <MonthInput className="w-120" value={to} onChange={setTo} aria-label={words.to} data-testid="gap-to" />
        <Button
          onClick={() => {
            setFrom(plusMonths(month, -11));
            setTo(month);
          }}
        >
          {words.year}
        </Button>
      </div>
      <Panel fill flush>
        {read.isPending && ready ? <Loading /> : null}
        <FailureNote failure={read.error} />
        {read.data && rows.length === 0 ? <Empty title={words.gapNone}>{words.gapNoneText}</Empty> : null}
        {read.data && rows.length > 0 ? (
          <div className="page-body is-scroll is-flush">
            <GapStrip label={words.gapTitle} months={read.data.months} rows={rows} named />
          </div>
        ) : null}
      </Panel>
      <GapLegend />
    </Page>
  );
}
