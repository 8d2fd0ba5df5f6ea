import { Input } from 'antd';
import { useState } from 'react';
import type { RegionView } from '../../generated/RegionView';
import { zh } from '../../words/zh';

const words = zh.policy;

interface Props {
  regions: readonly RegionView[];
  chosen: string | undefined;
  onChoose: (code: string) => void;
}

/** The regions, found by name or code. */
export function RegionNav({ regions, chosen, onChoose }: Props) {
  const [query, setQuery] = useState('');
  const text = query.trim();
  return (
    <nav className="panel region-list" aria-label={words.regions}>
      <Input
        allowClear
        size="small"
        placeholder={words.regionSearch}
        aria-label={words.regionSearch}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul>
        {regions
          .filter((item) => item.name.includes(text) || item.code.startsWith(text))
          .map((item) => (
            <li key={item.code}>
              <button
                type="button"
                className={item.code === chosen ? 'is-now' : ''}
                aria-pressed={item.code === chosen}
                onClick={() => onChoose(item.code)}
                data-testid={`region-${item.code}`}
              >
                {item.name}
                <span className="soft figure">{item.code}</span>
              </button>
            </li>
          ))}
      </ul>
    </nav>
  );
}
