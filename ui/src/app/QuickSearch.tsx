import { Input, type InputRef, Modal } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { bridge } from '../bridge';
import { finder } from '../kit/search';
import { useRead } from '../kit/useDesk';
import { zh } from '../words/zh';
import { SCREENS } from './screens';

interface Hit {
  id: string;
  path: string;
  text: string;
  note: string;
}

const MOST = 12;

/** Ctrl+K: a person by 姓名 / 拼音首字母 / 证件尾号 / 工号, or a screen by its name. */
export function QuickSearch({ open, onClose }: { open: boolean; onClose: () => void }) {
  const go = useNavigate();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<InputRef>(null);
  const roster = useRead(['roster'], bridge.rosterList, open);
  const hits = useMemo<Hit[]>(() => {
    const text = query.trim();
    const screens = SCREENS.filter(({ id }) => text !== '' && zh.frame.items[id].includes(text)).map(
      ({ path, id }) => ({
        id,
        path,
        text: zh.frame.items[id],
        note: zh.frame.searchScreens,
      }),
    );
    const people = (roster.data ?? [])
      .filter(text === '' ? () => false : finder(text))
      .slice(0, MOST)
      .map((person) => ({
        id: person.employee_no,
        path: `/roster/${encodeURIComponent(person.employee_no)}`,
        text: person.name,
        note: [person.employee_no, person.department, person.id_number, person.active ? null : zh.frame.left]
          .filter(Boolean)
          .join(' · '),
      }));
    return [...people, ...screens];
  }, [query, roster.data]);
  const choose = (hit: Hit | undefined) => {
    if (!hit) return;
    go(hit.path);
    setQuery('');
    onClose();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter') choose(hits[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      title={zh.frame.searchTitle}
      width={520}
      destroyOnHidden
      closable={false}
      afterOpenChange={(shown) => shown && box.current?.focus()}
      data-testid="search"
    >
      <Input
        ref={box}
        autoFocus
        allowClear
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="search-hits"
        aria-label={zh.frame.searchTitle}
        placeholder={zh.frame.searchHint}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        data-testid="search-input"
      />
      <div id="search-hits" role="listbox" aria-label={zh.frame.searchPeople} className="hits">
        {hits.map((hit, index) => (
          <button
            key={hit.id}
            type="button"
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className={index === at ? 'is-at' : ''}
            onClick={() => choose(hit)}
            data-testid={`hit-${hit.id}`}
          >
            <strong>{hit.text}</strong>
            <span className="soft figure">{hit.note}</span>
          </button>
        ))}
      </div>
      {query.trim() !== '' && hits.length === 0 ? <p className="soft">{zh.frame.searchNone}</p> : null}
    </Modal>
  );
}
