import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { TrueUpDecided } from '../../generated/TrueUpDecided';
import type { TrueUpProposal } from '../../generated/TrueUpProposal';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { FindBox } from '../../kit/FindBox';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { formatMoney } from '../../kit/money';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { UndoNote } from '../journal/UndoNote';
import { DecideTrueUps } from './DecideTrueUps';
import { TrueUpCard } from './TrueUpCard';
import { sumsOf, TRUE_UP_TOTALS, trueUpColumns, trueUpKey } from './trueUpColumns';

const words = zh.contribution.trueUp;

/** What is being decided: these proposals, to be booked or not. */
interface Deciding {
  proposals: readonly TrueUpProposal[];
  accept: boolean;
}

function sentence(decided: TrueUpDecided): string {
  const { lines, booked, employer, employee } = decided;
  return booked
    ? words.accepted(lines, booked, formatMoney(employer), formatMoney(employee))
    : words.refused(lines, formatMoney(employer), formatMoney(employee));
}

/** 补差: what closed months would be by today's knowledge, less what stands; taken or left by the clerk. */
export function TrueUps() {
  const [query, setQuery] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [card, setCard] = useState<string | null>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [decided, setDecided] = useState<TrueUpDecided | null>(null);
  const read = useRead(['true-ups'], bridge.trueUpList);
  const all = useMemo(() => read.data?.proposals ?? [], [read.data]);
  const rows = useMemo(() => {
    const text = query.normalize('NFKC').trim();
    return all.filter((row) => `${row.name} ${row.employee_no} ${row.period} ${row.unit}`.includes(text));
  }, [all, query]);
  const chosen = useMemo(() => rows.filter((row) => picked.has(trueUpKey(row))), [rows, picked]);
  const columns = useMemo(() => trueUpColumns(picked), [picked]);
  const shown = all.find((row) => trueUpKey(row) === card);
  const onOpen = (row: TrueUpProposal, column: GridColumn<TrueUpProposal>) => {
    const key = trueUpKey(row);
    if (column.id !== 'pick') return setCard(key);
    const next = new Set(picked);
    if (!next.delete(key)) next.add(key);
    return setPicked(next);
  };
  const decide = (accept: boolean) => setDeciding({ proposals: chosen.length > 0 ? chosen : rows, accept });
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const [accept, refuse] =
    chosen.length > 0
      ? [words.acceptChosen(chosen.length), words.refuseChosen(chosen.length)]
      : [words.acceptAll(rows.length), words.refuseAll(rows.length)];
  return (
    <>
      <div className="toolbar">
        <FindBox label={words.search} value={query} onChange={setQuery} testId="true-up-search" />
        <span className="soft">{words.about}</span>
        <div className="spring" />
        <May use="true_up_decide">
          <Button disabled={rows.length === 0} onClick={() => decide(false)} data-testid="true-up-refuse">
            {refuse}
          </Button>
        </May>
        <May use="true_up_decide">
          <Button type="primary" disabled={rows.length === 0} onClick={() => decide(true)} data-testid="true-up-accept">
            {accept}
          </Button>
        </May>
      </div>
      {decided ? (
        <UndoNote action={decided.action_seq} onGone={() => setDecided(null)}>
          {sentence(decided)}
        </UndoNote>
      ) : null}
      <div className="split">
        <section className="panel is-fill">
          <Grid
            label={zh.contribution.tabs.trueUps}
            testId="true-up-grid"
            rows={rows}
            columns={columns}
            onOpen={onOpen}
            footers={rows.length > 0 ? sumsOf(rows) : []}
            summary={words.count(rows.length)}
            empty={<Empty title={words.none}>{words.noneText}</Empty>}
          />
        </section>
        {shown ? (
          <TrueUpCard
            proposal={shown}
            onClose={() => setCard(null)}
            onDecide={(accepted) => setDeciding({ proposals: [shown], accept: accepted })}
          />
        ) : (
          <section className="panel is-fill true-up-totals">
            <div className="panel-head">
              <h2>{words.totals}</h2>
            </div>
            <Grid
              label={words.totals}
              testId="true-up-totals"
              rows={read.data.totals}
              columns={TRUE_UP_TOTALS}
              summary={zh.common.rows(read.data.totals.length)}
            />
          </section>
        )}
      </div>
      {deciding ? (
        <DecideTrueUps
          proposals={deciding.proposals}
          all={deciding.proposals.length === all.length}
          accept={deciding.accept}
          onClose={() => setDeciding(null)}
          onDecided={(result) => {
            setDecided(result);
            setPicked(new Set());
            setCard(null);
          }}
        />
      ) : null}
    </>
  );
}
