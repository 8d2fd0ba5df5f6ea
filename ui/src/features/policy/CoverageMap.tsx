import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { bridge } from '../../bridge';
import { Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName, STANDING } from '../../words/terms';
import { zh } from '../../words/zh';
import { StandingMark } from './StandingMark';
import { standingIcon, standingTone } from './standing';

const words = zh.policy;

/** The desk words a state; its identifier chooses icon and colour. */
const STATES = new Map(Object.entries(STANDING).map(([id, text]) => [text, id]));
const ORDER = ['proved', 'quoted', 'provisional', 'carried_over', 'unconfirmed', 'absent'];

/** Region × insurance on one screen: what is proved, quoted, provisional, carried over, unconfirmed or absent. */
export function CoverageMap() {
  const go = useNavigate();
  const read = useRead(['coverage'], bridge.policyCoverage);
  const map = useMemo(() => {
    const cells = (read.data ?? []).map((cell) => ({ ...cell, standing: STATES.get(cell.state) ?? 'absent' }));
    const regions = new Map(cells.map((cell) => [cell.region, cell.region_name]));
    const insurances = INSURANCE_ORDER.filter((id) => cells.some((cell) => cell.insurance === id));
    const at = new Map(cells.map((cell) => [`${cell.region}|${cell.insurance}`, cell]));
    const count = (id: string) => cells.filter((cell) => cell.standing === id).length;
    return { regions: [...regions], insurances, at, counts: ORDER.map((id) => [id, count(id)] as const) };
  }, [read.data]);
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  return (
    <section className="panel is-fill">
      <div className="panel-head coverage-head">
        <span className="soft">{words.coverageText}</span>
        <div className="spring" />
        {map.counts.map(([id, n]) => (
          <span key={id} className="nowrap">
            <StandingMark standing={id} /> <span className="figure soft">{n}</span>
          </span>
        ))}
      </div>
      <div className="sheet-scroll">
        <table className="coverage-map" data-testid="coverage" aria-label={words.tabs.coverage}>
          <thead>
            <tr>
              <th scope="col">{words.region}</th>
              {map.insurances.map((id) => (
                <th scope="col" key={id}>
                  {insuranceName(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {map.regions.map(([code, name]) => (
              <tr key={code}>
                <th scope="row">
                  {name} <span className="soft figure">{code}</span>
                </th>
                {map.insurances.map((id) => {
                  const cell = map.at.get(`${code}|${id}`);
                  if (!cell) return <td key={id} />;
                  return (
                    <td key={id}>
                      <button
                        type="button"
                        className={`is-${standingTone(cell.standing)}`}
                        disabled={cell.standing === 'absent'}
                        title={words.coverageCell(name, insuranceName(id), cell.state, cell.months, cell.proved)}
                        onClick={() => go(`/policy/values?region=${code}&insurance=${encodeURIComponent(id)}`)}
                        data-testid={`coverage-${code}-${id}`}
                      >
                        <span aria-hidden="true">{standingIcon(cell.standing)}</span> {words.short(cell.state)}
                        <span className="coverage-since figure">
                          {cell.proved ? words.coverageProved(cell.proved) : cell.months}
                        </span>
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
