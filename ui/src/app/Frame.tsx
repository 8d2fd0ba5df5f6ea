import { NavLink, Outlet } from 'react-router';
import { bridge } from '../bridge';
import { FileDrop } from '../features/exchange/FileDrop';
import { UndoKey } from '../features/journal/UndoKey';
import { DemoIcon } from '../kit/icons';
import { useAct } from '../kit/useDesk';
import { zh } from '../words/zh';
import { AsideProvider } from './AsideProvider';
import { AskAgain } from './AskAgain';
import { useFormKeys } from './formKeys';
import { Header } from './Header';
import { SCREENS } from './screens';
import { useSession } from './session';
import { useIdleLock } from './useIdleLock';
import { usePageFocus } from './usePageFocus';
import { useZoom } from './zoom';

export function Frame() {
  const { book } = useSession();
  useZoom();
  useFormKeys();
  useIdleLock();
  const content = usePageFocus();
  const leave = useAct(() => bridge.bookLock());
  return (
    <div className="frame">
      <AsideProvider>
        {book.demo ? (
          <div className="frame-ribbon" data-testid="demo-ribbon">
            <DemoIcon /> {zh.frame.demo} ·{' '}
            <button type="button" onClick={() => leave.mutate(undefined)} data-testid="demo-leave">
              {zh.frame.demoLeave}
            </button>
          </div>
        ) : null}
        {book.closed && !book.closed.holds ? (
          <div className="frame-ribbon is-broken" role="alert" data-testid="seal-broken">
            {zh.month.broken(book.closed.month, book.closed.seal)}
          </div>
        ) : null}
        <div className="frame-brand">
          <span className="brand-mark" aria-hidden="true">
            {zh.frame.seal}
          </span>
          {zh.frame.product}
        </div>
        <Header />
        <nav className="frame-menu" aria-label={zh.frame.menu}>
          {SCREENS.filter(({ tells }) => !tells || book.classes.includes(tells)).map(({ path, id, icon: Icon }) => (
            <NavLink key={id} to={path} end={path === '/'} data-testid={`menu-${id}`}>
              <Icon />
              {zh.frame.items[id]}
            </NavLink>
          ))}
        </nav>
        <div className="frame-content" ref={content} tabIndex={-1}>
          <Outlet />
        </div>
        <AskAgain />
        <UndoKey />
        <FileDrop />
      </AsideProvider>
    </div>
  );
}
