import { Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { bridge } from '../../bridge';
import type { PolicyValue } from '../../generated/PolicyValue';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Grid } from '../../kit/grid/Grid';
import { MonthInput } from '../../kit/inputs';
import { isMonth } from '../../kit/month';
import { useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { VALUE_COLUMNS } from './columns';
import { ValueCard } from './ValueCard';

const words = zh.policy;
const keyOf = (value: PolicyValue) => `${value.part}|${value.option ?? ''}|${value.from}`;

/** Region → insurance → dated values. */
export function PolicyValues() {
  const regions = useRead(['regions'], bridge.policyRegions);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [wanted, setWanted] = useState('pension');
  const [month, setMonth] = useState('');
  const [shown, setShown] = useState<string | null>(null);
  const region = regions.data?.find((item) => item.code === chosen) ?? regions.data?.[0];
  const insurances = useMemo(() => INSURANCE_ORDER.filter((id) => region?.insurances.includes(id)), [region]);
  const insurance = insurances.includes(wanted) ? wanted : insurances[0];
  const on = isMonth(month) ? month : null;
  const read = useRead(
    ['policy', region?.code, insurance, on],
    () => bridge.policyValues({ region: region?.code ?? '', insurance: insurance ?? '', month: on }),
    Boolean(region && insurance),
  );
  const rows = useMemo(
    () => [...(read.data ?? [])].sort((a, b) => b.from.localeCompare(a.from) || a.part.localeCompare(b.part)),
    [read.data],
  );
  const card = rows.find((value) => keyOf(value) === shown);
  const text = query.trim();
  return (
    <div className="split">
      <nav className="panel region-list" aria-label={words.regions}>
        <Input
          allowClear
          size="small"
          placeholder={words.regionSearch}
          aria-label={words.regionSearch}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <FailureNote failure={regions.error} />
        <ul>
          {(regions.data ?? [])
            .filter((item) => item.name.includes(text) || item.code.startsWith(text))
            .map((item) => (
              <li key={item.code}>
                <button
                  type="button"
                  className={item.code === region?.code ? 'is-now' : ''}
                  aria-pressed={item.code === region?.code}
                  onClick={() => setChosen(item.code)}
                  data-testid={`region-${item.code}`}
                >
                  {item.name}
                  <span className="soft figure">{item.code}</span>
                </button>
              </li>
            ))}
        </ul>
      </nav>
      <section className="panel is-fill">
        <div className="panel-head">
          <h2>{region?.name}</h2>
          <Segmented
            value={insurance ?? ''}
            options={insurances.map((id) => ({ value: id, label: insuranceName(id) }))}
            onChange={setWanted}
          />
          <div className="spring" />
          <MonthInput
            className="w-160"
            allowClear
            value={month}
            onChange={setMonth}
            placeholder={words.month}
            aria-label={words.month}
          />
        </div>
        {read.isLoading ? <Loading /> : null}
        <FailureNote failure={read.error} />
        {read.data ? (
          <Grid
            label={`${region?.name ?? ''} ${insuranceName(insurance ?? '')}`}
            testId="policy-grid"
            rows={rows}
            columns={VALUE_COLUMNS}
            rowKey={keyOf}
            onOpen={(value) => setShown(keyOf(value))}
            summary={zh.common.rows(rows.length)}
            empty={<Empty title={words.none}>{words.noneText}</Empty>}
          />
        ) : null}
      </section>
      {card ? <ValueCard value={card} onClose={() => setShown(null)} /> : null}
    </div>
  );
}
