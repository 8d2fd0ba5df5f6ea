import type { Person } from '../../generated/Person';
import { formatMoney } from '../../kit/money';
import { OriginNote } from '../../kit/OriginNote';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { BASE_REASON, scopeName, word } from '../../words/terms';
import { zh } from '../../words/zh';

const words = zh.roster;
const keyed = <span className="soft">{words.keyed}</span>;

/** Cover and declared bases, each with the imported cell. */
export function PersonCover({ person }: { person: Person }) {
  return (
    <div className="page-body is-scroll is-flush">
      <Panel title={words.cover} flush testId="person-cover">
        {person.cover.length === 0 ? (
          <p className="panel-body soft">{words.coverNone}</p>
        ) : (
          <Sheet
            label={words.cover}
            rows={person.cover}
            rowKey={(cover, index) => `${cover.unit}.${cover.scope}.${cover.first_month}.${index}`}
            columns={[
              { title: words.columns.unit, cell: (cover) => cover.unit },
              { title: words.scope, cell: (cover) => scopeName(cover.scope), nowrap: true },
              { title: words.span, cell: (cover) => zh.common.span(cover.first_month, cover.last_month), nowrap: true },
              {
                title: words.reason,
                cell: (cover) => [cover.reason, cover.first_month_late ? words.late : null].filter(Boolean).join('；'),
              },
              { title: words.origin, cell: (cover) => (cover.origin ? <OriginNote origin={cover.origin} /> : keyed) },
            ]}
          />
        )}
      </Panel>
      <Panel title={words.bases} flush testId="person-bases">
        {person.bases.length === 0 ? (
          <p className="panel-body soft">{words.basesNone}</p>
        ) : (
          <Sheet
            label={words.bases}
            rows={person.bases}
            rowKey={(base, index) => `${base.unit}.${base.scope}.${base.from}.${index}`}
            columns={[
              { title: words.columns.unit, cell: (base) => base.unit },
              { title: words.scope, cell: (base) => scopeName(base.scope), nowrap: true },
              { title: words.span, cell: (base) => zh.common.span(base.from, base.to), nowrap: true },
              { title: words.amount, cell: (base) => formatMoney(base.amount), right: true },
              { title: words.average, cell: (base) => formatMoney(base.average_wage), right: true },
              { title: words.reason, cell: (base) => word(BASE_REASON, base.reason), nowrap: true },
              { title: words.origin, cell: (base) => (base.origin ? <OriginNote origin={base.origin} /> : keyed) },
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
