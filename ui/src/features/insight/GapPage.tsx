import { Button } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { May, useMay } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { FindBox } from '../../kit/FindBox';
import { MonthInput } from '../../kit/inputs';
import { formatMoney, sumShown } from '../../kit/money';
import { isMonth, plusMonths } from '../../kit/month';
import { Page, Panel } from '../../kit/Page';
import { finder } from '../../kit/search';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { GapLegend } from './GapStrip';
import { GapTable } from './GapTable';
import { ReportDialog } from './ReportDialog';

const words = zh.insight;

/** 《医保缴纳情况报告》 of the month in view: as a sheet at once, on paper after a look at it. */
function Reports({ onPaper }: { onPaper: () => void }) {
  const { month } = useSession();
  const save = useAct(
    () => bridge.exchangeExport({ kind: 'insight_report', month, unit: null, layout: 'sheet', template: null }),
    { readOnly: true, done: (written) => (written?.file ? words.reported(written.file) : null) },
  );
  return (
    <>
      <span className="soft">{words.reportOf(month)}</span>
      <May use="exchange_export">
        <Button loading={save.isPending} onClick={() => save.mutate(undefined)} data-testid="report-sheet">
          {words.reportSheet}
        </Button>
      </May>
      <May use="insight_report_preview">
        <Button onClick={onPaper} data-testid="report-paper">
          {words.reportPaper}
        </Button>
      </May>
    </>
  );
}

/** 断缴表: everybody with a missing record, by insurance and month, in yuan. */
export function GapPage() {
  const go = useNavigate();
  const may = useMay();
  const { month, setMonth } = useSession();
  const [from, setFrom] = useState(() => plusMonths(month, -5));
  const [to, setTo] = useState(month);
  const [query, setQuery] = useState('');
  const [paper, setPaper] = useState(false);
  const ready = isMonth(from) && isMonth(to);
  const read = useRead(['gaps', from, to], () => bridge.insightGaps({ employee_no: null, from, to }), ready);
  const wanted = useDeferredValue(query);
  const rows = useMemo(() => (read.data?.rows ?? []).filter(finder(wanted)), [read.data, wanted]);
  const lead = (missing: string) => {
    setMonth(missing);
    go('/reconciliation');
  };
  const people = new Set(rows.map((row) => row.employee_no)).size;
  return (
    <Page
      title={words.gapTitle}
      testId="gap-page"
      sub={read.data ? words.gapSub(people, formatMoney(sumShown(rows.map((row) => row.missing)))) : null}
      actions={<Reports onPaper={() => setPaper(true)} />}
    >
      <div className="toolbar">
        <FindBox label={zh.enrollment.search} value={query} onChange={setQuery} testId="gap-search" />
        <MonthInput className="w-120" value={from} onChange={setFrom} aria-label={words.from} data-testid="gap-from" />
        {words.until}
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
          <GapTable months={read.data.months} rows={rows} onMissing={may('reconciliation_run') ? lead : undefined} />
        ) : null}
      </Panel>
      <GapLegend />
      {paper ? <ReportDialog month={month} onClose={() => setPaper(false)} /> : null}
    </Page>
  );
}
