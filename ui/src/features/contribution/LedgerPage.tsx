import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { May } from '../../app/rights';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { Ledger } from '../../generated/Ledger';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { MonthMark } from '../../kit/Mark';
import { chineseMonth } from '../../kit/month';
import { Page } from '../../kit/Page';
import { shortTime } from '../../kit/time';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { CloseMonth } from '../month/CloseMonth';
import { ReopenMonth } from '../month/ReopenMonth';
import { Reversals } from '../month/Reversals';
import { LedgerLines } from './LedgerLines';
import { TrueUps } from './TrueUps';

const words = zh.contribution;

/** When it was computed, and of a closed month the code of its seal. */
function Standing({ ledger }: { ledger: Ledger }) {
  const locked = ledger.state === 'locked';
  const months = useRead(['months'], bridge.monthList, locked);
  const seal = months.data?.find((item) => item.month === ledger.month)?.seal;
  if (!locked) return ledger.run_at ? words.runAt(shortTime(ledger.run_at)) : null;
  return (
    <span className="row">
      <MonthMark state="locked" />
      {seal ? (
        <span className="figure" data-testid="ledger-seal">
          {zh.month.sealOf(seal)}
        </span>
      ) : null}
    </span>
  );
}

/** 月度台账: every amount of the month, why it is so, closing it, and the 补差 of closed months. */
export function LedgerPage() {
  const go = useNavigate();
  const { tab = 'lines' } = useParams();
  const { month } = useSession();
  const [closing, setClosing] = useState<Ledger | null>(null);
  const [reopening, setReopening] = useState(false);
  const read = useRead(['ledger', month], () => bridge.contributionLedger(month));
  const ledger = read.data;
  const run = useAct(() => bridge.contributionRun(month), { done: () => words.ran(chineseMonth(month)) });
  const ledgerFile = { kind: 'contribution_ledger', month, unit: null, layout: null, template: null };
  const save = useAct(() => bridge.exchangeExport(ledgerFile), {
    readOnly: true,
    done: (written) => (written?.file ? words.exported(written.file) : null),
  });
  const notRun = read.error?.code === 'month_not_run' || (ledger !== undefined && ledger.state === 'none');
  const locked = ledger?.state === 'locked';
  const runButton = (main: boolean) => (
    <May use="contribution_run">
      <Button
        type={main ? 'primary' : 'default'}
        loading={run.isPending}
        disabled={locked}
        onClick={() => run.mutate(undefined)}
        data-testid="ledger-run"
      >
        {notRun ? words.run : words.runAgain}
      </Button>
    </May>
  );
  const actions = (
    <>
      <May use="exchange_export">
        <Button loading={save.isPending} onClick={() => save.mutate(undefined)} data-testid="ledger-export">
          {words.export}
        </Button>
      </May>
      <Reversals month={month} />
      {locked ? (
        <May use="month_reopen">
          <Button onClick={() => setReopening(true)} data-testid="ledger-reopen">
            {zh.month.reopen}
          </Button>
        </May>
      ) : (
        <May use="month_close">
          <Button onClick={() => setClosing(ledger ?? null)} data-testid="ledger-close">
            {zh.month.close}
          </Button>
        </May>
      )}
      {runButton(ledger?.stale ?? false)}
    </>
  );
  return (
    <Page
      title={words.title}
      testId="ledger-page"
      tabs={{
        active: tab,
        onChange: (key) => go(key === 'lines' ? '/ledger' : `/ledger/${key}`),
        items: [
          { key: 'lines', label: words.tabs.lines },
          { key: 'true-ups', label: words.tabs.trueUps },
        ],
      }}
      sub={tab === 'lines' && ledger && !notRun ? <Standing ledger={ledger} /> : null}
      actions={tab === 'lines' && ledger && !notRun ? actions : null}
    >
      {tab === 'true-ups' ? <TrueUps /> : null}
      {tab === 'lines' && read.isPending ? <Loading /> : null}
      {tab === 'lines' && read.isError && !notRun ? <FailureNote failure={read.error} /> : null}
      {tab === 'lines' && notRun ? (
        <section className="panel">
          <Empty title={words.notRun(chineseMonth(month))} actions={runButton(true)}>
            {words.notRunText}
          </Empty>
        </section>
      ) : null}
      {tab === 'lines' && ledger && !notRun ? <LedgerLines ledger={ledger} /> : null}
      {reopening ? <ReopenMonth month={month} onClose={() => setReopening(false)} /> : null}
      {closing ? <CloseMonth ledger={closing} onClose={() => setClosing(null)} /> : null}
    </Page>
  );
}
