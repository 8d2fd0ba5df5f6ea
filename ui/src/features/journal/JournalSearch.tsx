import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { bridge } from '../../bridge';
import type { Failure } from '../../generated/Failure';
import type { JournalPage } from '../../generated/JournalPage';
import type { JournalQuery } from '../../generated/JournalQuery';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { DayInput, MoneyInput } from '../../kit/inputs';
import { Sheet } from '../../kit/Sheet';
import { shortTime } from '../../kit/time';
import { zh } from '../../words/zh';
import { PersonSelect } from '../enrollment/PersonSelect';
import { ChangeList } from './ChangeList';

const words = zh.journal.search;

const ANY: JournalQuery = {
  employee_no: null,
  amount: null,
  user: null,
  from: null,
  to: null,
  record: null,
  before: null,
  limit: null,
};

/** 检索变更: who changed what when, by person, amount, kind of record, user and days; older pages follow on demand. */
export function JournalSearch() {
  const [typed, setTyped] = useState(ANY);
  const [asked, setAsked] = useState(ANY);
  const pages = useInfiniteQuery<JournalPage, Failure, JournalPage[], readonly unknown[], number | null>({
    queryKey: ['journal', 'search', asked],
    queryFn: ({ pageParam }) => bridge.journalSearch({ ...asked, before: pageParam }),
    initialPageParam: null,
    getNextPageParam: (last) => last.before,
    select: (data) => data.pages,
  });
  const first = pages.data?.[0];
  const set = (part: Partial<JournalQuery>) => setTyped((before) => ({ ...before, ...part }));
  const hits = (pages.data ?? []).flatMap((page) => page.hits);
  return (
    <section className="panel is-fill">
      <form
        className="journal-conditions"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed);
        }}
        data-testid="journal-conditions"
      >
        <PersonSelect value={typed.employee_no ?? undefined} onChange={(employee_no) => set({ employee_no })} />
        <MoneyInput
          value={typed.amount}
          onChange={(amount) => set({ amount: amount || null })}
          placeholder={words.amount}
          aria-label={words.amount}
          data-testid="search-amount"
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={typed.record ?? undefined}
          onChange={(record?: string) => set({ record: record ?? null })}
          options={(first?.records ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={words.record}
          aria-label={words.record}
          data-testid="search-record"
        />
        <Select
          allowClear
          value={typed.user ?? undefined}
          onChange={(user?: string) => set({ user: user ?? null })}
          options={(first?.users ?? []).map((name) => ({ value: name, label: name }))}
          placeholder={words.user}
          aria-label={words.user}
        />
        <DayInput
          value={typed.from}
          onChange={(from) => set({ from: from || null })}
          placeholder={words.from}
          aria-label={words.from}
        />
        <DayInput
          value={typed.to}
          onChange={(to) => set({ to: to || null })}
          placeholder={words.to}
          aria-label={words.to}
        />
        <Button type="primary" htmlType="submit" data-testid="search-go">
          {words.find}
        </Button>
        <Button
          onClick={() => {
            setTyped(ANY);
            setAsked(ANY);
          }}
        >
          {words.clear}
        </Button>
      </form>
      <div className="sheet-scroll">
        {pages.isPending ? <Loading /> : null}
        <FailureNote failure={pages.error} />
        {pages.data && hits.length === 0 ? <Empty title={words.none} /> : null}
        {hits.length > 0 ? (
          <Sheet
            label={words.find}
            testId="journal-hits"
            rows={hits}
            rowKey={(hit) => String(hit.seq)}
            columns={[
              { title: zh.journal.seq, right: true, cell: (hit) => hit.action_seq },
              { title: zh.journal.time, nowrap: true, cell: (hit) => shortTime(hit.time) },
              { title: zh.journal.user, nowrap: true, cell: (hit) => hit.user },
              { title: zh.journal.action, nowrap: true, cell: (hit) => hit.action },
              {
                title: words.who,
                nowrap: true,
                cell: (hit) =>
                  hit.name ? `${hit.name} ${hit.employee_no}` : <span className="soft">{words.noPerson}</span>,
              },
              { title: words.what, cell: (hit) => <ChangeList hit={hit} /> },
            ]}
          />
        ) : null}
        {pages.data ? (
          <div className="journal-more soft">
            {pages.hasNextPage ? (
              <Button
                loading={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
                data-testid="search-more"
              >
                {words.more}
              </Button>
            ) : (
              words.end
            )}
          </div>
        ) : null}
      </div>
    </section>
  );
}
