import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import type { PolicyValue } from '../../generated/PolicyValue';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Grid } from '../../kit/grid/Grid';
import { DayInput } from '../../kit/inputs';
import { useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { VALUE_COLUMNS } from './columns';
import { RegionNav } from './RegionNav';
import { TimelineView } from './TimelineView';
import { ValueCard } from './ValueCard';

const words = zh.policy;
const keyOf = (value: PolicyValue) => `${value.part}|${value.option ?? ''}|${value.from}|${value.published ?? ''}`;

/** Region → insurance → a line of dated values, and the same as a table. */
export function PolicyValues() {
  const { today } = useSession();
  const regions = useRead(['regions'], bridge.policyRegions);
  const [query, setQuery] = useSearchParams();
  const [shown, setShown] = useState<string | null>(null);
  const region = regions.data?.find((item) => item.code === query.get('region')) ?? regions.data?.[0];
  const insurances = useMemo(() => INSURANCE_ORDER.filter((id) => region?.insurances.includes(id)), [region]);
  const wanted = query.get('insurance') ?? '';
  const insurance = insurances.includes(wanted) ? wanted : insurances[0];
  const [known, setKnown] = useState('');
  const known_on = /^\d{4}-\d{2}-\d{2}$/.test(known) ? known : null;
  const read = useRead(
    ['policy', region?.code, insurance, known_on],
    () => bridge.policyValues({ region: region?.code ?? '', insurance: insurance ?? '', month: null, known_on }),
    Boolean(region && insurance),
  );
  const rows = useMemo(
    () => [...(read.data ?? [])].sort((a, b) => b.from.localeCompare(a.from) || a.part.localeCompare(b.part)),
    [read.data],
  );
  const choose = (code: string | undefined, of: string | undefined) => {
    setShown(null);
    setQuery({ region: code ?? '', insurance: of ?? '' }, { replace: true });
  };
  const card = rows.find((value) => keyOf(value) === shown);
  const toggle = (value: PolicyValue) => setShown(keyOf(value) === shown ? null : keyOf(value));
  return (
    <div className="split">
      <RegionNav regions={regions.data ?? []} chosen={region?.code} onChoose={(code) => choose(code, insurance)} />
      <section className="panel is-fill">
        <div className="panel-head">
          <h2>{region?.name}</h2>
          <Segmented
            value={insurance ?? ''}
            options={insurances.map((id) => ({ value: id, label: insuranceName(id) }))}
            onChange={(of) => choose(region?.code, of)}
          />
          <div className="spring" />
          <DayInput
            allowClear
            size="small"
            className="known-on"
            placeholder={words.knownOn}
            aria-label={words.knownOn}
            value={known}
            onChange={setKnown}
            data-testid="known-on"
          />
        </div>
        {known_on ? <p className="note is-soon">{words.knownOnText(known_on)}</p> : null}
        <FailureNote failure={regions.error ?? read.error} />
        {read.isLoading ? <Loading /> : null}
        {region && !insurance ? <Empty title={words.none}>{words.noneText}</Empty> : null}
        {read.data ? (
          <>
            <TimelineView values={read.data} today={today} shown={card} onOpen={toggle} />
            <Grid
              label={`${region?.name ?? ''} ${insuranceName(insurance ?? '')}`}
              testId="policy-grid"
              rows={rows}
              columns={VALUE_COLUMNS}
              onOpen={(value) => setShown(keyOf(value))}
              summary={zh.common.rows(rows.length)}
              empty={<Empty title={words.none}>{words.noneText}</Empty>}
            />
          </>
        ) : null}
      </section>
      {card && region ? <ValueCard value={card} region={region} onClose={() => setShown(null)} /> : null}
    </div>
  );
}
