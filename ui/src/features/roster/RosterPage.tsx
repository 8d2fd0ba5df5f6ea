import { Button, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { FindBox } from '../../kit/FindBox';
import { ColumnChoiceButton } from '../../kit/grid/ColumnChoiceButton';
import { Grid } from '../../kit/grid/Grid';
import { useColumnChoice } from '../../kit/grid/useColumnChoice';
import { HideIcon, MoreIcon } from '../../kit/icons';
import { isMasked } from '../../kit/mask';
import { Page } from '../../kit/Page';
import { RevealButton } from '../../kit/RevealButton';
import { finder } from '../../kit/search';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { currentUnits, ROSTER_COLUMNS } from './columns';
import { PersonForm } from './PersonForm';

const words = zh.roster;

/** 员工: everybody, found by name, initials, tail of the ID or number. */
export function RosterPage() {
  const go = useNavigate();
  const [query, setQuery] = useState('');
  const [unit, setUnit] = useState<string | null>(null);
  const [activeOnly, setActiveOnly] = useState(true);
  const [adding, setAdding] = useState(false);
  const roster = useRead(['roster'], bridge.rosterList);
  const reveal = useAct((reason: string) => bridge.rosterRevealAll('identity', reason));
  const veil = useAct(() => bridge.rosterVeil());
  const choice = useColumnChoice('roster', ROSTER_COLUMNS);
  const people = roster.data;
  const shown = people !== undefined && people.length > 0 && people.every((person) => !isMasked(person.id_number));
  const units = useMemo(() => [...new Set((people ?? []).flatMap(currentUnits))].sort(), [people]);
  const rows = useMemo(() => {
    const found = finder(query);
    return (people ?? []).filter(
      (person) =>
        (!activeOnly || person.active) && (unit === null || currentUnits(person).includes(unit)) && found(person),
    );
  }, [people, activeOnly, unit, query]);
  const add = (
    <May use="roster_add">
      <Button type="primary" icon={<MoreIcon />} onClick={() => setAdding(true)} data-testid="roster-add">
        {words.add}
      </Button>
    </May>
  );
  return (
    <Page title={words.title} testId="roster-page" actions={add}>
      <div className="toolbar">
        <FindBox label={words.search} value={query} onChange={setQuery} testId="roster-search" />
        <Select
          className="w-220"
          aria-label={words.columns.unit}
          value={unit ?? ''}
          options={[{ value: '', label: words.allUnits }, ...units.map((name) => ({ value: name, label: name }))]}
          onChange={(value) => setUnit(value || null)}
        />
        <Segmented
          value={activeOnly ? 'active' : 'all'}
          options={[
            { value: 'active', label: words.active },
            { value: 'all', label: words.everyone },
          ]}
          onChange={(value) => setActiveOnly(value === 'active')}
        />
        <div className="spring" />
        {shown ? <span className="mark is-soon">{words.revealOn}</span> : null}
        {shown ? (
          <Button icon={<HideIcon />} onClick={() => veil.mutate(undefined)} data-testid="roster-veil">
            {words.hide}
          </Button>
        ) : (
          <RevealButton loading={reveal.isPending} onReason={reveal.mutate} testId="roster-reveal">
            {words.revealAll}
          </RevealButton>
        )}
        <ColumnChoiceButton columns={ROSTER_COLUMNS} choice={choice} />
      </div>
      <section className="panel is-fill">
        {roster.isPending ? <Loading /> : null}
        <FailureNote failure={roster.error} />
        {people && people.length === 0 ? (
          <Empty
            title={words.none}
            actions={
              <>
                <May use="exchange_import">
                  <Button type="primary" onClick={() => go('/exchange/import')}>
                    {words.import}
                  </Button>
                </May>
                {add}
              </>
            }
          >
            {words.noneText}
          </Empty>
        ) : null}
        {people && people.length > 0 ? (
          <Grid
            label={words.title}
            testId="roster-grid"
            rows={rows}
            columns={choice.shown}
            onOpen={(person) => go(`/roster/${encodeURIComponent(person.employee_no)}`)}
            summary={words.count(rows.length, people.length)}
            empty={<Empty title={words.noneFound}>{words.noneFoundText}</Empty>}
          />
        ) : null}
      </section>
      {adding ? <PersonForm person={null} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
