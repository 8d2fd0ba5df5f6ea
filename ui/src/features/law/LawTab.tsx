import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Aside, AsideContext, useAside } from '../../app/aside';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { DayInput } from '../../kit/inputs';
import { useRead } from '../../kit/useDesk';
import { useFindKey } from '../../kit/useFindKey';
import { zh } from '../../words/zh';
import { HitList } from './HitList';
import { LawList } from './LawList';
import { LawPanel } from './LawPanel';

const words = zh.law;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** 法规: laws and topics on the left, articles that answer the words on the right. */
export function LawTab() {
  const { today } = useSession();
  const aside = useAside();
  const [card, setCard] = useState<{ id: string; on: string | null } | null>(null);
  // Here the card has a place of its own, so that the list stays in sight.
  const here = useMemo<Aside>(() => ({ ...aside, openLaw: (id, day = null) => setCard({ id, on: day }) }), [aside]);
  const [query, setQuery] = useSearchParams();
  const [typed, setTyped] = useState(query.get('q') ?? '');
  const [day, setDay] = useState(today);
  const [law, topic] = [query.get('law'), query.get('topic')];
  const on = DAY.test(day) ? day : null;
  const search = { words: typed.trim(), law, topic, on };
  const asked = search.words !== '' || law !== null || topic !== null;
  const index = useRead(['laws'], bridge.lawList);
  const read = useRead(['lawSearch', search], () => bridge.lawSearch(search), asked);
  const box = useFindKey();
  const name = topic ?? index.data?.laws.find((one) => one.id === law)?.short;
  return (
    <div className="split">
      <LawList index={index.data} law={law} topic={topic} onChoose={(chosen) => setQuery(chosen, { replace: true })} />
      <section className="panel is-fill">
        <div className="panel-head law-head">
          <Input
            ref={box}
            allowClear
            className="search-box"
            placeholder={words.searchHint}
            aria-label={words.search}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            data-testid="law-search"
          />
          {name ? (
            <button
              type="button"
              className="chip is-own law-only"
              onClick={() => setQuery({}, { replace: true })}
              title={words.onlyClear}
            >
              {words.only(name)} ✕
            </button>
          ) : null}
          <div className="spring" />
          {read.data ? <span className="soft figure nowrap">{words.count(read.data.length)}</span> : null}
          <span className="row is-tight">
            <span className="soft nowrap">{words.on}</span>
            <DayInput className="w-120" value={day} onChange={setDay} aria-label={words.on} data-testid="law-on" />
          </span>
        </div>
        <FailureNote failure={index.error ?? read.error} />
        {read.isLoading ? <Loading /> : null}
        {asked ? null : <Empty title={words.start}>{words.startText}</Empty>}
        {asked && read.data?.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
        {asked && read.data ? <HitList hits={read.data} onOpen={(hit) => setCard({ id: hit.id, on })} /> : null}
      </section>
      {card ? (
        <AsideContext.Provider value={here}>
          <LawPanel id={card.id} on={card.on} onClose={() => setCard(null)} />
        </AsideContext.Provider>
      ) : null}
    </div>
  );
}
