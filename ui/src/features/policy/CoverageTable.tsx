import { useMemo } from 'react';
import { bridge } from '../../bridge';
import { Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark, type Tone } from '../../kit/Mark';
import { useRead } from '../../kit/useDesk';
import { INSURANCE_ORDER, insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.policy;

/** How far a state can be relied on; the desk words it. */
function toneOf(state: string): Tone {
  if (state.startsWith('明细验证')) return 'done';
  if (state.startsWith('已公布')) return 'own';
  if (state.startsWith('暂定') || state.startsWith('沿用')) return 'soon';
  return state.startsWith('待确认') ? 'act' : 'off';
}

/** Region × insurance: what is proved, quoted, provisional, carried over, unconfirmed or absent. */
export function CoverageTable() {
  const read = useRead(['coverage'], bridge.policyCoverage);
  const table = useMemo(() => {
    const cells = read.data ?? [];
    const regions = new Map(cells.map((cell) => [cell.region, cell.region_name]));
    const insurances = INSURANCE_ORDER.filter((id) => cells.some((cell) => cell.insurance === id));
    const at = new Map(cells.map((cell) => [`${cell.region}|${cell.insurance}`, cell]));
    return { regions: [...regions], insurances, at };
  }, [read.data]);
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  return (
    <section className="panel is-fill">
      <p className="panel-head soft">{words.coverageText}</p>
      <div className="sheet-scroll">
        <table className="sheet" data-testid="coverage" aria-label={words.tabs.coverage}>
          <thead>
            <tr>
              <th scope="col">{words.region}</th>
              {table.insurances.map((id) => (
                <th scope="col" key={id}>
                  {insuranceName(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.regions.map(([code, name]) => (
              <tr key={code}>
                <td className="nowrap">
                  <strong>{name}</strong> <span className="soft">{code}</span>
                </td>
                {table.insurances.map((id) => {
                  const cell = table.at.get(`${code}|${id}`);
                  return (
                    <td key={id} className="nowrap">
                      {cell ? (
                        <>
                          <Mark tone={toneOf(cell.state)}>{cell.state}</Mark>
                          <div className="soft coverage-months">{cell.months}</div>
                        </>
                      ) : null}
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
