import { Button, Input, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { LedgerRow } from '../../generated/LedgerRow';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { ColumnChoiceButton } from '../../kit/grid/ColumnChoiceButton';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { useColumnChoice } from '../../kit/grid/useColumnChoice';
import { chineseMonth } from '../../kit/month';
import { Page } from '../../kit/Page';
import { found } from '../../kit/search';
import { shortTime } from '../../kit/time';
import { useAct, useRead } from '../../kit/useDesk';
import { useFindKey } from '../../kit/useFindKey';
import { zh } from '../../words/zh';
import { ledgerColumns, reasonOf } from './columns';
import { OpenPanel } from './OpenPanel';
import { type ReasonOf, ReasonPanel } from './ReasonPanel';
import { footersOf } from './totals';

const words = zh.contribution;

/** 月度台账: every amount of the month; a click says why. */
export function LedgerPage() {
  const { month } = useSession();
  const find = useFindKey();
  const [query, setQuery] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  const [side, setSide] = useState<ReasonOf | 'open' | null>(null);
  const read = useRead(['ledger', month], () => bridge.contributionLedger(month));
  const ledger = read.data;
  const run = useAct(() => bridge.contributionRun(month), { done: () => words.ran(chineseMonth(month)) });
  const ledgerFile = { kind: 'contribution_ledger', month, unit: null, layout: null, template: null };
  const save = useAct(() => bridge.exchangeExport(ledgerFile), {
    readOnly: true,
    done: (written) => (written?.file ? words.exported(written.file) : null),
  });
  const columns = useMemo(() => (ledger ? ledgerColumns(ledger) : []), [ledger]);
  const choice = useColumnChoice('ledger', columns);
  const units = useMemo(() => [...new Set((ledger?.rows ?? []).map((row) => row.unit))], [ledger]);
  const inUnit = unit !== null && units.includes(unit) ? unit : null;
  const rows = useMemo(
    () => (ledger?.rows ?? []).filter((row) => (inUnit === null || row.unit === inUnit) && found(row, query)),
    [ledger, inUnit, query],
  );
  const narrowed = inUnit !== null || query.trim() !== '';
  const footers = useMemo(() => (ledger ? footersOf(ledger, rows, narrowed) : []), [ledger, rows, narrowed]);
  const onOpen = useCallback(
    (row: LedgerRow, column: GridColumn<LedgerRow>) => setSide(reasonOf(row, column.id, month)),
    [month],
  );
  const notRun = read.error?.code === 'month_not_run' || (ledger !== undefined && ledger.state === 'none');
  const openPeople = (ledger?.open ?? []).reduce((sum, item) => sum + item.people, 0);
  const shownSide = side !== null && side !== 'open' && side.month !== month ? null : side;
  const runButton = (main: boolean) => (
    <Button
      type={main ? 'primary' : 'default'}
      loading={run.isPending}
      disabled={ledger?.state === 'locked'}
      onClick={() => run.mutate(undefined)}
      data-testid="ledger-run"
    >
      {notRun ? words.run : words.runAgain}
    </Button>
  );
  return (
    <Page
      title={words.title}
      testId="ledger-page"
      sub={ledger?.run_at && !notRun ? words.runAt(shortTime(ledger.run_at)) : null}
      actions={
        notRun ? null : (
          <>
            <Button loading={save.isPending} onClick={() => save.mutate(undefined)} data-testid="ledger-export">
              {words.export}
            </Button>
            {runButton(ledger?.stale ?? false)}
          </>
        )
      }
    >
      {read.isPending ? <Loading /> : null}
      {read.isError && !notRun ? <FailureNote failure={read.error} /> : null}
      {notRun ? (
        <section className="panel">
          <Empty title={words.notRun(chineseMonth(month))} actions={runButton(true)}>
            {words.notRunText}
          </Empty>
        </section>
      ) : null}
      {ledger && !notRun ? (
        <>
          <div className="toolbar">
            <Input
              ref={find}
              allowClear
              className="search-box"
              placeholder={words.search}
              aria-label={words.search}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              data-testid="ledger-search"
            />
            <Select
              className="w-220"
              aria-label={words.columns.unit}
              value={inUnit ?? ''}
              options={[{ value: '', label: words.allUnits }, ...units.map((name) => ({ value: name, label: name }))]}
              onChange={(value) => setUnit(value || null)}
              data-testid="ledger-unit"
            />
            {ledger.open.length > 0 ? (
              <button
                type="button"
                className="note is-act note-button"
                onClick={() => setSide('open')}
                data-testid="ledger-open"
              >
                ! {words.open(ledger.open.length, openPeople)} · <u>{words.openView}</u>
              </button>
            ) : null}
            {ledger.stale ? (
              <span className="note is-soon" data-testid="ledger-stale">
                ◐ {words.stale}
              </span>
            ) : null}
            <div className="spring" />
            <ColumnChoiceButton columns={columns} choice={choice} />
          </div>
          <div className="split">
            <section className="panel is-fill">
              <Grid
                label={`${words.title} ${month}`}
                testId="ledger-grid"
                rows={rows}
                columns={choice.shown}
                rowKey={(row) => `${row.employee_no}|${row.unit}|${row.booked ?? ''}`}
                onOpen={onOpen}
                footers={footers}
                summary={words.count(rows.length, ledger.rows.length)}
                empty={<Empty title={words.none}>{words.noneText}</Empty>}
              />
            </section>
            {shownSide === 'open' ? <OpenPanel items={ledger.open} onClose={() => setSide(null)} /> : null}
            {shownSide !== null && shownSide !== 'open' ? (
              <ReasonPanel of={shownSide} onClose={() => setSide(null)} />
            ) : null}
          </div>
        </>
      ) : null}
    </Page>
  );
}
