import { useQuery } from '@tanstack/react-query';
import { bridge } from '../../bridge';
import type { Failure } from '../../generated/Failure';
import type { Inbox } from '../../generated/Inbox';

/** How often the folder is looked into while one of its screens is open. */
const EVERY = 15_000;

/** 收件夹, looked into again and again while it is on the screen; nothing runs when it is not. */
export function useInbox() {
  return useQuery<Inbox, Failure>({
    queryKey: ['inbox'],
    queryFn: bridge.exchangeInbox,
    refetchInterval: (query) => (query.state.data?.folder ? EVERY : false),
  });
}
