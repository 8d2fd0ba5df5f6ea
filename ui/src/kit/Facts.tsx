import { Fragment, type ReactNode } from 'react';

/** Names and values in one or two columns. */
export function Facts({
  items,
  single = false,
}: {
  items: readonly (readonly [string, ReactNode])[];
  single?: boolean;
}) {
  return (
    <dl className={`facts ${single ? 'is-single' : ''}`}>
      {items.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value || <span className="soft">—</span>}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
