import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { May } from '../../app/rights';
import type { NewSetting } from '../../generated/NewSetting';
import type { OpenValue } from '../../generated/OpenValue';
import type { RateAlternative } from '../../generated/RateAlternative';
import { formatMoney, formatRate } from '../../kit/money';
import { sourceText } from '../../kit/source';
import { insuranceName } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawText } from '../law/LawText';
import { AddSetting } from '../unit/AddSetting';

const words = zh.contribution;

/** A rate that a source gives, to be adopted with it. */
function Alternative({ of, onAdopt, testId }: { of: RateAlternative; onAdopt: () => void; testId: string }) {
  return (
    <div className="choice">
      <div className="grow">
        <strong className="figure">{words.rates(formatRate(of.employer_rate), formatRate(of.employee_rate))}</strong>
        <p className="soft">{sourceText(of.source)}</p>
        {of.source.quote ? <blockquote>{of.source.quote}</blockquote> : null}
      </div>
      <May use="setting_add">
        <Button size="small" data-testid={testId} onClick={onAdopt}>
          {words.adopt}
        </Button>
      </May>
    </div>
  );
}

interface Props {
  item: OpenValue;
  /** The person whose amount is looked at; of several people, none. */
  employeeNo?: string;
}

/** The way out of a 待确认: a value to adopt, one of her own with its source, or where the missing fact is recorded. */
export function Settle({ item, employeeNo }: Props) {
  const go = useNavigate();
  const [settling, setSettling] = useState<{ start: Partial<NewSetting>; title: string } | null>(null);
  const settle = (start: Partial<NewSetting>, title: (unit: string, insurance: string) => string) =>
    setSettling({
      start: { insurance: item.insurance, from: item.month, ...start },
      title: title(item.unit, insuranceName(item.insurance)),
    });
  const person = employeeNo === undefined ? null : `/roster/${encodeURIComponent(employeeNo)}`;
  const bounds = { ...(item.floor ? { floor: item.floor } : {}), ...(item.cap ? { cap: item.cap } : {}) };
  // Rates alone settle nothing where the published bounds are open themselves: the whole value is adopted then.
  const whole: Partial<NewSetting> = item.gap === 'rates' ? { mode: 'rate' } : { mode: 'replace', ...bounds };
  return (
    <>
      {item.note ? (
        <p>
          <LawText>{item.note}</LawText>
        </p>
      ) : null}
      {item.floor && item.cap ? (
        <p className="figure">{words.openBounds(formatMoney(item.floor), formatMoney(item.cap))}</p>
      ) : null}
      {item.alternatives.length > 0 ? <p className="soft">{words.alternatives}</p> : null}
      {item.alternatives.map((one, index) => (
        <Alternative
          key={`${one.employer_rate}.${one.employee_rate}.${one.source.title}`}
          of={one}
          testId={`adopt-${item.insurance}-${index}`}
          onAdopt={() =>
            settle(
              {
                ...whole,
                employer_rate: one.employer_rate,
                employee_rate: one.employee_rate,
                source: sourceText(one.source),
              },
              words.adoptTitle,
            )
          }
        />
      ))}
      <div className="row">
        {item.gap === 'declared_base' ? (
          <Button size="small" onClick={() => go(person ?? '/enrollment')} data-testid="to-base">
            {words.toRoster}
          </Button>
        ) : item.gap === 'option' ? (
          <Button size="small" onClick={() => go(person ?? '/roster')} data-testid="to-options">
            {words.toOptions}
          </Button>
        ) : (
          <May use="setting_add">
            <Button size="small" data-testid={`own-${item.insurance}`} onClick={() => settle(whole, words.ownTitle)}>
              {words.own}
            </Button>
          </May>
        )}
      </div>
      {settling ? <AddSetting unit={item.unit} {...settling} onClose={() => setSettling(null)} /> : null}
    </>
  );
}
