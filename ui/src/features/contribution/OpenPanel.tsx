import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { NewSetting } from '../../generated/NewSetting';
import type { OpenValue } from '../../generated/OpenValue';
import { Mark } from '../../kit/Mark';
import { formatMoney, formatRate } from '../../kit/money';
import { SidePanel } from '../../kit/SidePanel';
import { sourceText } from '../../kit/source';
import { GAP, insuranceName, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { LawText } from '../law/LawText';
import { AddSetting } from '../unit/AddSetting';

const words = zh.contribution;

interface Settling {
  item: OpenValue;
  start: Partial<NewSetting>;
  title: string;
}

/** 待确认: what stands in the way, the alternatives to adopt, or an own value with its source. */
export function OpenPanel({ items, onClose }: { items: readonly OpenValue[]; onClose: () => void }) {
  const go = useNavigate();
  const [settling, setSettling] = useState<Settling | null>(null);
  const settle = (item: OpenValue, start: Partial<NewSetting>, title: (unit: string, insurance: string) => string) =>
    setSettling({
      item,
      start: { insurance: item.insurance, from: item.month, ...start },
      title: title(item.unit, insuranceName(item.insurance)),
    });
  const ownMode = (item: OpenValue) => (item.gap === 'rates' ? 'rate' : 'replace');
  return (
    <SidePanel
      label={words.openTitle}
      title={words.openTitle}
      sub={words.openSub}
      onClose={onClose}
      testId="open-panel"
    >
      <ul className="open-list">
        {items.map((item) => (
          <li key={`${item.unit}.${item.insurance}.${item.gap}`} data-testid={`open-${item.insurance}`}>
            <div className="row">
              <h3>{insuranceName(item.insurance)}</h3>
              <Mark tone="act">{word(GAP, item.gap)}</Mark>
              <span className="soft">{words.openPeople(item.people)}</span>
            </div>
            <p className="soft">
              {item.unit} · {item.region} · {item.month}
            </p>
            {item.note ? (
              <p>
                <LawText>{item.note}</LawText>
              </p>
            ) : null}
            {item.floor && item.cap ? (
              <p className="figure">{words.openBounds(formatMoney(item.floor), formatMoney(item.cap))}</p>
            ) : null}
            {item.alternatives.length > 0 ? <p className="soft">{words.alternatives}</p> : null}
            {item.alternatives.map((choice, index) => (
              <div className="choice" key={`${choice.employer_rate}.${choice.employee_rate}.${choice.source.title}`}>
                <div className="grow">
                  <strong className="figure">
                    {words.rates(formatRate(choice.employer_rate), formatRate(choice.employee_rate))}
                  </strong>
                  <p className="soft">{sourceText(choice.source)}</p>
                  {choice.source.quote ? <blockquote>{choice.source.quote}</blockquote> : null}
                </div>
                <Button
                  size="small"
                  data-testid={`adopt-${item.insurance}-${index}`}
                  onClick={() =>
                    settle(
                      item,
                      {
                        mode: 'rate',
                        employer_rate: choice.employer_rate,
                        employee_rate: choice.employee_rate,
                        source: sourceText(choice.source),
                      },
                      words.adoptTitle,
                    )
                  }
                >
                  {words.adopt}
                </Button>
              </div>
            ))}
            <div className="row">
              {item.gap === 'declared_base' ? (
                <Button size="small" onClick={() => go('/enrollment')}>
                  {words.toRoster}
                </Button>
              ) : item.gap === 'option' ? (
                <Button size="small" onClick={() => go('/roster')}>
                  {words.toOptions}
                </Button>
              ) : (
                <Button
                  size="small"
                  data-testid={`own-${item.insurance}`}
                  onClick={() =>
                    settle(
                      item,
                      {
                        mode: ownMode(item),
                        ...(item.floor ? { floor: item.floor } : {}),
                        ...(item.cap ? { cap: item.cap } : {}),
                      },
                      words.ownTitle,
                    )
                  }
                >
                  {words.own}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {settling ? (
        <AddSetting
          unit={settling.item.unit}
          start={settling.start}
          title={settling.title}
          onClose={() => setSettling(null)}
        />
      ) : null}
    </SidePanel>
  );
}
