import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { bridge } from '../bridge';
import { HelpIcon, LockIcon, SearchIcon, UserIcon } from '../kit/icons';
import { Mark } from '../kit/Mark';
import { MonthNavigator } from '../kit/MonthNavigator';
import { useAct, useRead } from '../kit/useDesk';
import { ROLE, word } from '../words/terms';
import { zh } from '../words/zh';
import { useAside } from './aside';
import { forgetBook } from './forgetBook';
import { QuickSearch } from './QuickSearch';
import { useMay } from './rights';
import { useSession } from './session';

/** Which company, which month, who is working: always in sight. */
export function Header() {
  const { book, month, setMonth } = useSession();
  const works = useMay()('roster_edit');
  const { openHelp } = useAside();
  const [searching, setSearching] = useState(false);
  const months = useRead(['months'], bridge.monthList);
  const state = months.data?.find((item) => item.month === month)?.state;
  const client = useQueryClient();
  const lock = useAct(() => bridge.bookLock(), { readOnly: true, after: () => forgetBook(client) });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !event.isComposing) {
        event.preventDefault();
        setSearching(true);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <header className="frame-header">
      <div className="frame-company">
        <strong title={book.company} data-testid="company">
          {book.company}
        </strong>
        <span data-testid="credit-code">{book.credit_code}</span>
      </div>
      <div className="spring" />
      <MonthNavigator month={month} state={state ?? 'none'} months={book.months} onChange={setMonth} />
      <div className="spring" />
      <Button
        icon={<SearchIcon />}
        aria-label={zh.frame.search}
        onClick={() => setSearching(true)}
        data-testid="search-open"
      >
        {zh.frame.search}
      </Button>
      <Button type="text" icon={<HelpIcon />} aria-label={zh.help.open} onClick={openHelp} data-testid="help-open">
        {zh.help.open}
      </Button>
      <span className="frame-user">
        <UserIcon />
        {book.user}
        {works ? null : <Mark tone="off">{zh.frame.onlyLooks(word(ROLE, book.role))}</Mark>}
      </span>
      <Button
        type="text"
        icon={<LockIcon />}
        title={zh.frame.lockTitle}
        aria-label={zh.frame.lockTitle}
        onClick={() => lock.mutate(undefined)}
        data-testid="book-lock"
      >
        {zh.frame.lock}
      </Button>
      <QuickSearch open={searching} onClose={() => setSearching(false)} />
    </header>
  );
}
