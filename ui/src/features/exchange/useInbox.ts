import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../app/rights';
import { bridge } from '../../bridge';
import type { Failure } from '../../generated/Failure';
import type { Inbox } from '../../generated/Inbox';

/** How often the folder is looked into while one of its screens is open. */
const EVERY = 15_000;

/** 收件夹, looked into again and again while it is on the screen; nothing runs when it is not. */
export function useInbox() {
  const may = useMay();
  return useQuery<Inbox, Failure>({
    queryKey: ['inbox'],
    queryFn: bridge.exchangeInbox,
    enabled: may('exchange_inbox'),
    refetchInterval: (query) => (query.state.data?.folder ? EVERY : false),
  });
}
