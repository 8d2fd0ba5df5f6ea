import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { Reconciliation } from '../../generated/Reconciliation';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Grid } from '../../kit/grid/Grid';
import { Mark } from '../../kit/Mark';
import { toFen } from '../../kit/money';
import { chineseMonth } from '../../kit/month';
import { Page } from '../../kit/Page';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { CausePanel } from './CausePanel';
import { bookingColumns, differenceColumns, periodColumns } from './columns';
import { differencesOf } from './differences';
import { SourcePane } from './SourcePane';
import { TotalsBand } from './TotalsBand';
import './reconciliation.css';
import { May } from '../../app/rights';

const words = zh.reconciliation;

/** Nothing imported at all: there is nothing to hold against. */
function isEmpty(result: Reconciliation): boolean {
  const listed = result.by_period.some((row) => row.agency_employer !== null || toFen(row.payroll_employee) !== 0n);
  return !listed && result.by_booking.every((row) => row.bank === null);
}

function Differences({ result }: { result: Reconciliation }) {
  const all = useMemo(() => differencesOf(result), [result]);
  const [key, setKey] = useState<string | null>(null);
  const chosen = all.find((difference) => difference.key === key) ?? all[0];
  const [closed, setClosed] = useState(false);
  const harmful = all.filter((difference) => difference.harm < 2).length;
  if (!chosen) {
    // What was not taken in was not compared: nothing is said of it.
    const whole = result.not_imported.length === 0;
    return (
      <section className="panel is-fill">
        <Empty title={whole ? words.exact : words.exactSoFar}>
          <span data-testid="recon-exact">
            <Mark tone={whole ? 'done' : 'off'}>{whole ? words.exactText : words.exactSoFarText}</Mark>
          </span>
        </Empty>
      </section>
    );
  }
  return (
    <div className="split">
      <section className="panel is-fill recon-list">
        <Grid
          label={words.list}
          testId="recon-grid"
          rows={all}
          columns={differenceColumns}
          onOpen={(row) => {
            setKey(row.key);
            setClosed(false);
          }}
          summary={words.count(harmful, all.length)}
        />
      </section>
      <SourcePane difference={chosen} result={result} />
      {closed ? null : <CausePanel difference={chosen} onClose={() => setClosed(true)} />}
    </div>
  );
}

function Lacking({ result }: { result: Reconciliation }) {
  if (result.not_imported.length === 0) return null;
  return (
    <ul className="note is-soon recon-lacking" aria-label={words.notImported} data-testid="recon-lacking">
      {result.not_imported.map((lack) => (
        <li key={`${lack.unit}|${lack.source}`}>
          {lack.unit}：{lack.message}
        </li>
      ))}
    </ul>
  );
}

function Body({ result, tab }: { result: Reconciliation; tab: string }) {
  if (tab === 'differences') return <Differences result={result} />;
  return (
    <section className="panel is-fill">
      {tab === 'period' ? (
        <Grid label={words.tabs.period} testId="recon-period" rows={result.by_period} columns={periodColumns} />
      ) : (
        <Grid label={words.tabs.booking} testId="recon-booking" rows={result.by_booking} columns={bookingColumns} />
      )}
    </section>
  );
}

/** 对账: what was computed, deducted, credited and debited, and why these differ. */
export function ReconciliationPage() {
  const go = useNavigate();
  const { tab = 'differences' } = useParams();
  const { month } = useSession();
  const [unit, setUnit] = useState<string | null>(null);
  const units = useRead(['units'], bridge.unitList);
  const read = useRead(['reconciliation', month, unit], () => bridge.reconciliationRun({ month, unit }));
  const result = read.data;
  const save = useAct(
    () => bridge.exchangeExport({ kind: 'reconciliation', month, unit, layout: null, template: null }),
    { readOnly: true, done: (written) => (written?.file ? words.exported(written.file) : null) },
  );
  const names = units.data?.map((item) => item.name) ?? [];
  return (
    <Page
      title={words.title}
      testId="reconciliation-page"
      sub={words.sub(chineseMonth(month))}
      tabs={{
        active: tab,
        onChange: (key) => go(key === 'differences' ? '/reconciliation' : `/reconciliation/${key}`),
        items: (['differences', 'period', 'booking'] as const).map((key) => ({ key, label: words.tabs[key] })),
      }}
      actions={
        <>
          <Select
            className="w-220"
            aria-label={words.unit}
            value={unit ?? ''}
            options={[{ value: '', label: zh.roster.allUnits }, ...names.map((name) => ({ value: name, label: name }))]}
            onChange={(value) => setUnit(value || null)}
          />
          <May use="exchange_export">
            <Button loading={save.isPending} onClick={() => save.mutate(undefined)} data-testid="recon-export">
              {words.export}
            </Button>
          </May>
        </>
      }
    >
      {read.isPending ? <Loading /> : null}
      <FailureNote failure={read.error} />
      {result && isEmpty(result) ? (
        <section className="panel">
          <Empty title={words.nothing} actions={<Button onClick={() => go('/exchange')}>{words.import}</Button>}>
            {words.nothingText}
          </Empty>
        </section>
      ) : null}
      {result && !isEmpty(result) ? (
        <div className="recon">
          <TotalsBand result={result} />
          <Lacking result={result} />
          <Body result={result} tab={tab} />
        </div>
      ) : null}
    </Page>
  );
}
