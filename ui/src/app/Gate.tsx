import { bridge } from '../bridge';
import { FirstRun } from '../features/book/FirstRun';
import { Loading } from '../kit/Empty';
import { FailureNote } from '../kit/FailureNote';
import { useRead } from '../kit/useDesk';
import { AppRouter } from './router';
import { SessionProvider } from './session';

/** No book: the first screen. A book: the frame. */
export function Gate() {
  const info = useRead(['book'], bridge.bookInfo);
  const today = useRead(['today'], bridge.today);
  if (info.isPending || today.isPending) return <Loading />;
  if (info.isError) return <FailureNote failure={info.error} />;
  if (today.isError) return <FailureNote failure={today.error} />;
  if (!info.data) return <FirstRun />;
  return (
    <SessionProvider key={info.data.path} book={info.data} today={today.data}>
      <AppRouter />
    </SessionProvider>
  );
}
