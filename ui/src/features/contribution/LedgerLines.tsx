import { Select } from 'antd';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { Ledger } from '../../generated/Ledger';
import { Empty } from '../../kit/Empty';
import { FindBox } from '../../kit/FindBox';
import { ColumnChoiceButton } from '../../kit/grid/ColumnChoiceButton';
import { Grid } from '../../kit/grid/Grid';
import type { GridColumn } from '../../kit/grid/types';
import { useColumnChoice } from '../../kit/grid/useColumnChoice';
import { finder } from '../../kit/search';
import { zh } from '../../words/zh';
import { ledgerColumns, reasonOf } from './columns';
import { NoticePanel } from './NoticePanel';
import { OpenPanel } from './OpenPanel';
import { type ReasonOf, ReasonPanel } from './ReasonPanel';
import { isTrueUp, type ShownRow, shownRows, withTrueUps } from './rows';
import { footersOf } from './totals';

const words = zh.contribution;

/** The month's amounts, 补差 as rows of their own; a click says why. */
export function LedgerLines({ ledger: given }: { ledger: Ledger }) {
  const [query, setQuery] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  const [opened, setOpened] = useState<{ month: string; of: ReasonOf | 'open' | 'notices' } | null>(null);
  const ledger = useMemo(() => withTrueUps(given), [given]);
  const all = useMemo(() => shownRows(ledger), [ledger]);
  const columns = useMemo(() => ledgerColumns(ledger), [ledger]);
  const choice = useColumnChoice('ledger', columns);
  const units = useMemo(() => [...new Set(all.map((row) => row.unit))], [all]);
  const inUnit = unit !== null && units.includes(unit) ? unit : null;
  // The letters appear at once, the rows when there is a moment.
  const wanted = useDeferredValue(query);
  const rows = useMemo(() => {
    const found = finder(wanted);
    return all.filter((row) => (inUnit === null || row.unit === inUnit) && found(row));
  }, [all, inUnit, wanted]);
  const narrowed = inUnit !== null || wanted.trim() !== '';
  // The rows come first, their sums a moment later: together they would keep her waiting.
  const summed = useDeferredValue(rows);
  const footers = useMemo(() => footersOf(ledger, summed, narrowed), [ledger, summed, narrowed]);
  const { month } = ledger;
  const onOpen = useCallback(
    (row: ShownRow, column: GridColumn<ShownRow>) => {
      const of = reasonOf(row, column.id);
      setOpened(of ? { month, of } : null);
    },
    [month],
  );
  // Another month is in view: what was opened belonged to the one before.
  const side = opened?.month === month ? opened.of : null;
  const close = () => setOpened(null);
  const regular = rows.filter((row) => !isTrueUp(row)).length;
  const apart = rows.length > regular ? words.trueUpRows(rows.length - regular) : '';
  const openPeople = ledger.open.reduce((sum, item) => sum + item.people, 0);
  return (
    <>
      <div className="toolbar">
        <FindBox label={words.search} value={query} onChange={setQuery} testId="ledger-search" />
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
            onClick={() => setOpened({ month, of: 'open' })}
            data-testid="ledger-open"
          >
            ! {words.open(ledger.open.length, openPeople)} · <u>{words.openView}</u>
          </button>
        ) : null}
        {ledger.notices.length > 0 ? (
          <button
            type="button"
            className="note is-soon note-button"
            onClick={() => setOpened({ month, of: 'notices' })}
            data-testid="ledger-notices"
          >
            ◐ <u>{words.notices(new Set(ledger.notices.map((notice) => notice.employee_no)).size)}</u>
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
            onOpen={onOpen}
            footers={footers}
            summary={words.count(regular, ledger.rows.length) + apart}
            empty={<Empty title={words.none}>{words.noneText}</Empty>}
          />
        </section>
        {side === 'open' ? <OpenPanel items={ledger.open} onClose={close} /> : null}
        {side === 'notices' ? <NoticePanel notices={ledger.notices} onClose={close} /> : null}
        {side !== null && side !== 'open' && side !== 'notices' ? <ReasonPanel of={side} onClose={close} /> : null}
      </div>
    </>
  );
}
