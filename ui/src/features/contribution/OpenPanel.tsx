import type { OpenValue } from '../../generated/OpenValue';
import { Mark } from '../../kit/Mark';
import { SidePanel } from '../../kit/SidePanel';
import { GAP, insuranceName, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { Settle } from './Settle';

const words = zh.contribution;

/** 待确认: what stands in the way in the month, each with its way out. */
export function OpenPanel({ items, onClose }: { items: readonly OpenValue[]; onClose: () => void }) {
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
            <Settle item={item} />
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
