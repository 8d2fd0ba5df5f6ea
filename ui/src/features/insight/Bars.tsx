import type { ReactNode } from 'react';
import './insight.css';

export interface BarPart {
  /** Which look: employer, employee, rise, fall, wrong. */
  look: string;
  /** From where to where, in thousandths of the width. */
  from: number;
  to: number;
}

interface Row {
  key: string;
  name: ReactNode;
  parts: readonly BarPart[];
  value: ReactNode;
}

/** Bars below each other with their figures beside them: what is drawn is also written. */
export function Bars({ rows, label, axis }: { rows: readonly Row[]; label: string; axis?: number }) {
  return (
    <ul className="bars" aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className="bars-name">{row.name}</span>
          <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width="1000" height="10" className="bar-back" />
            {row.parts.map((part) => (
              <rect
                key={part.look}
                x={Math.min(part.from, part.to)}
                width={Math.abs(part.to - part.from)}
                height="10"
                className={`bar-${part.look}`}
              />
            ))}
            {axis === undefined ? null : <rect x={axis - 1} width="2" height="10" className="bar-axis" />}
          </svg>
          <span className="bars-value figure">{row.value}</span>
        </li>
      ))}
    </ul>
  );
}
