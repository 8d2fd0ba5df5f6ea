import { Button } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { May } from '../../app/rights';
import type { NewPolicyValue } from '../../generated/NewPolicyValue';
import type { PolicyTaken } from '../../generated/PolicyTaken';
import { Empty } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { UndoNote } from '../journal/UndoNote';
import { type Tried, take, tryAgain, tryFile } from './change';
import { LayerList } from './LayerList';
import { OwnValueForm } from './OwnValueForm';
import { PreviewView } from './PreviewView';
import { UnknownKey } from './UnknownKey';
import { WhatIfLines } from './WhatIfLines';

const words = zh.policyChange;

/** 政策变动: a pack or a value of the clerk's own, its effect before it is taken in, and the way back. */
export function PolicyChanges() {
  const go = useNavigate();
  const start = useLocation().state as Partial<NewPolicyValue> | null;
  const [tried, setTried] = useState<Tried | null>(null);
  const [own, setOwn] = useState<Partial<NewPolicyValue> | null>(start);
  const [month, setMonth] = useState<string | null>(null);
  const [taken, setTaken] = useState<PolicyTaken | null>(null);
  const show = (next: Tried | null) => {
    if (!next) return;
    setTried(next);
    setMonth(null);
    setTaken(null);
    pick.reset();
  };
  const pick = useAct(tryFile, { inline: true, readOnly: true, after: show });
  const again = useAct(tryAgain, { inline: true, readOnly: true, after: show });
  const accept = useAct(take, {
    after: (done) => {
      setTried(null);
      setTaken(done);
    },
  });
  const failure = again.error ?? pick.error;
  const fingerprint = pick.error?.code === 'pack_key_unknown' ? pick.error.params.fingerprint : null;
  const pickFile = () => {
    setTried(null);
    setTaken(null);
    again.reset();
    pick.mutate(undefined);
  };
  const told = taken?.pack ? words.pack(taken.pack.pack, taken.pack.number) : words.ownTitle;
  return (
    <div className="split">
      <aside className="panel change-side">
        <p className="soft">{words.about}</p>
        <May use="policy_pick">
          <Button type="primary" block loading={pick.isPending} onClick={pickFile} data-testid="change-pick">
            {words.pick}
          </Button>
        </May>
        <May use="policy_add">
          <Button block onClick={() => setOwn({})} data-testid="change-own">
            {words.own}
          </Button>
        </May>
        <LayerList />
      </aside>
      <div className="page-body is-scroll is-flush">
        {taken ? (
          <>
            <UndoNote action={taken.action_seq} onGone={() => setTaken(null)}>
              {words.taken(told)}
            </UndoNote>
            <div className="note row">
              <span className="grow">{words.takenText}</span>
              <Button size="small" onClick={() => go('/ledger')} data-testid="change-ledger">
                {words.toLedger}
              </Button>
              <Button size="small" onClick={() => go('/ledger/true-ups')} data-testid="change-true-ups">
                {words.toTrueUps}
              </Button>
            </div>
          </>
        ) : null}
        {fingerprint ? <UnknownKey fingerprint={fingerprint} onTrusted={() => again.mutate(undefined)} /> : null}
        {fingerprint && !again.error ? null : <FailureNote failure={failure} />}
        {tried ? (
          <>
            <div className="row change-decide">
              <span className="grow note">{words.notYet}</span>
              <Button onClick={() => setTried(null)} data-testid="change-give">
                {words.give}
              </Button>
              <May use="policy_take">
                <Button
                  type="primary"
                  loading={accept.isPending}
                  onClick={() => accept.mutate(tried)}
                  data-testid="change-take"
                >
                  {words.take}
                </Button>
              </May>
            </div>
            <PreviewView preview={tried.preview} onMonth={setMonth}>
              {month ? <WhatIfLines tried={tried} month={month} onClose={() => setMonth(null)} /> : null}
            </PreviewView>
          </>
        ) : null}
        {!tried && !failure && !taken ? (
          <section className="panel">
            <Empty title={words.start}>{words.startText}</Empty>
          </section>
        ) : null}
      </div>
      {own ? <OwnValueForm start={own} onTried={show} onClose={() => setOwn(null)} /> : null}
    </div>
  );
}
