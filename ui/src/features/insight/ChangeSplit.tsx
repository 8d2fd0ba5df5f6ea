import type { MonthChange } from '../../generated/MonthChange';
import { formatMoney, toFen } from '../../kit/money';
import { zh } from '../../words/zh';
import './insight.css';

const words = zh.insight;

const signed = (text: string) => ((toFen(text) ?? 0n) > 0n ? `+${formatMoney(text)}` : formatMoney(text));

/** 环比: four parts that add up to the difference. */
export function ChangeSplit({ change }: { change: MonthChange }) {
  const parts = [
    ['headcount', change.headcount],
    ['base', change.base],
    ['rate', change.rate],
    ['retro', change.retro],
  ] as const;
  return (
    <table className="sheet change" aria-label={words.change(change.from)} data-testid="month-change">
      <thead>
        <tr>
          <th scope="col">{words.change(change.from)}</th>
          {parts.map(([key]) => (
            <th key={key} scope="col" className="right">
              {words.parts[key]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td className="figure">
            <strong>{signed(change.difference)}</strong>
          </td>
          {parts.map(([key, amount]) => (
            <td key={key} className="right figure">
              {signed(amount)}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
