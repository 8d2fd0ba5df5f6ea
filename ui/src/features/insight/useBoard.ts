import { useSession } from '../../app/session';
import { bridge } from '../../bridge';
import { useRead } from '../../kit/useDesk';

/** 月度概况 of the month in view. */
export function useBoard() {
  const { month } = useSession();
  return useRead(['board', month], () => bridge.insightBoard(month));
}
