import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { MonthEffect } from '../../generated/MonthEffect';
import type { PolicyPreview } from '../../generated/PolicyPreview';
import type { ValueChange } from '../../generated/ValueChange';
import { Facts } from '../../kit/Facts';
import { MonthMark } from '../../kit/Mark';
import { formatMoney, sumShown } from '../../kit/money';
import { Panel } from '../../kit/Page';
import { Sheet } from '../../kit/Sheet';
import { sourceText } from '../../kit/source';
import { insuranceName, OPTION, POLICY_PART, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { valueText } from './columns';
import { PersonEffects } from './PersonEffects';

const words = zh.policyChange;

function ClampLines({ effect }: { effect: MonthEffect }) {
  const told = effect.clamps.flatMap((clamp) => {
    const name = insuranceName(clamp.insurance);
    const all: [number, (insurance: string, n: number) => string][] = [
      [clamp.newly_floor, words.newlyFloor],
      [clamp.newly_cap, words.newlyCap],
      [clamp.no_longer_floor, words.noLongerFloor],
      [clamp.no_longer_cap, words.noLongerCap],
    ];
    return all.flatMap(([n, say]) => (n > 0 ? [say(name, n)] : []));
  });
  if (told.length === 0) return <span className="soft">{zh.common.none}</span>;
  return told.map((line) => <div key={line}>{line}</div>);
}

const due = (totals: MonthEffect['totals_before']) =>
  formatMoney(sumShown(totals.flatMap((total) => [total.employer, total.employee])));

function Changes({ changes }: { changes: readonly ValueChange[] }) {
  return (
    <Sheet
      label={words.changes}
      testId="preview-changes"
      rows={changes}
      rowKey={(change, index) => `${change.region_name}.${index}`}
      columns={[
        {
          title: words.what,
          cell: ({ region_name, new: value }) =>
            [region_name, insuranceName(value.insurance), word(POLICY_PART, value.part), word(OPTION, value.option)]
              .filter(Boolean)
              .join(' · '),
        },
        { title: words.from, cell: (change) => change.new.from, nowrap: true },
        { title: words.old, cell: (change) => (change.old ? valueText(change.old) : words.oldNone), nowrap: true },
        {
          title: words.new,
          cell: ({ new: value }) => <strong>{value.ends ? zh.policy.ended : valueText(value)}</strong>,
          nowrap: true,
        },
        { title: zh.policy.document, cell: (change) => sourceText(change.new.source) },
      ]}
    />
  );
}

interface Props {
  preview: PolicyPreview;
  onMonth: (month: string) => void;
  /** The lines of the month that was asked for. */
  children?: ReactNode;
}

/** 试行: which values change, whom a bound holds now, and what it costs, month by month and person by person. */
export function PreviewView({ preview, onMonth, children }: Props) {
  const { pack, changes, months, persons } = preview;
  return (
    <>
      <Panel title={pack ? words.pack(pack.pack, pack.number) : words.ownTitle} testId="preview-head">
        {pack ? (
          <Facts
            items={[
              [words.issuer, pack.issuer],
              [words.issued, pack.issued],
              [words.fingerprint, pack.fingerprint],
            ]}
          />
        ) : null}
        <p data-testid="preview-effect">
          {persons.length > 0
            ? words.effect(
                persons.length,
                formatMoney(preview.employer_difference),
                formatMoney(preview.employee_difference),
              )
            : words.effectNone}
        </p>
      </Panel>
      <Panel title={words.changes} flush>
        <Changes changes={changes} />
      </Panel>
      {months.length > 0 ? (
        <Panel title={words.months} flush>
          <Sheet
            label={words.months}
            testId="preview-months"
            rows={months}
            rowKey={(effect) => effect.month}
            columns={[
              { title: words.month, cell: (effect) => effect.month, nowrap: true },
              {
                title: zh.contribution.columns.state,
                cell: (effect) => (
                  <>
                    <MonthMark state={effect.state} />{' '}
                    <span className="soft">{effect.state === 'locked' ? words.asTrueUp : words.asRun}</span>
                  </>
                ),
              },
              { title: words.people, cell: (effect) => effect.people, right: true },
              { title: words.clamps, cell: (effect) => <ClampLines effect={effect} /> },
              { title: words.before, cell: (effect) => due(effect.totals_before), right: true },
              { title: words.after, cell: (effect) => due(effect.totals_after), right: true },
              { title: words.employer, cell: (effect) => formatMoney(effect.employer_difference), right: true },
              { title: words.employee, cell: (effect) => formatMoney(effect.employee_difference), right: true },
              {
                title: '',
                right: true,
                cell: (effect) => (
                  <Button size="small" onClick={() => onMonth(effect.month)} data-testid={`lines-${effect.month}`}>
                    {words.lines}
                  </Button>
                ),
              },
            ]}
          />
        </Panel>
      ) : null}
      {children}
      {persons.length > 0 ? <PersonEffects persons={persons} /> : null}
    </>
  );
}
