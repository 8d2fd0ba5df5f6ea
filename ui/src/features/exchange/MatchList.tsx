import { Button } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import type { MatchView } from '../../generated/MatchView';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Sheet } from '../../kit/Sheet';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { GiveMatch } from './GiveMatch';
import { kindName } from './names';

const words = zh.exchange.matchList;

/** 待认可的匹配: one, or all of them, in one click; a wrong one goes to somebody else. */
export function MatchList() {
  const matches = useRead(['matches'], bridge.exchangeMatches);
  const [wrong, setWrong] = useState<MatchView | null>(null);
  const confirm = useAct(bridge.exchangeConfirmMatches, { done: (count) => words.confirmed(count) });
  if (matches.isPending) return <Loading />;
  if (matches.isError) return <FailureNote failure={matches.error} />;
  if (matches.data.length === 0) return <Empty title={words.none}>{words.noneText}</Empty>;
  return (
    <div className="panel sheet-scroll">
      <div className="panel-head">
        <span className="soft grow">{words.text}</span>
        <Button
          type="primary"
          loading={confirm.isPending}
          onClick={() => confirm.mutate([])}
          data-testid="matches-confirm-all"
        >
          {words.all(matches.data.length)}
        </Button>
      </div>
      <Sheet
        label={zh.exchange.matches}
        testId="matches"
        rows={matches.data}
        rowKey={(match) => match.id}
        columns={[
          { title: zh.exchange.batchKind, cell: (match) => kindName(match.kind), nowrap: true },
          { title: zh.exchange.month, cell: (match) => match.month ?? '', nowrap: true },
          { title: words.written, cell: (match) => match.written ?? '', nowrap: true },
          { title: words.matched, cell: (match) => `${match.employee_no} ${match.name}`, nowrap: true },
          { title: words.reason, cell: (match) => match.reason },
          {
            title: zh.exchange.where,
            cell: (match) => `${match.file} ${zh.exchange.place(match.sheet, match.row, null)}`,
          },
          {
            title: '',
            right: true,
            nowrap: true,
            cell: (match) => (
              <div className="row-acts">
                <Button size="small" onClick={() => setWrong(match)} data-testid={`match-wrong-${match.id}`}>
                  {words.wrong}
                </Button>
                <Button
                  size="small"
                  type="primary"
                  ghost
                  disabled={confirm.isPending}
                  onClick={() => confirm.mutate([match.id])}
                  data-testid={`match-confirm-${match.id}`}
                >
                  {words.confirm}
                </Button>
              </div>
            ),
          },
        ]}
      />
      {wrong ? <GiveMatch match={wrong} onClose={() => setWrong(null)} /> : null}
    </div>
  );
}
