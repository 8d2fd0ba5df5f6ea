import type { QueryClient } from '@tanstack/react-query';

/** A book that was locked leaves nothing in the page, and no question of it that failed. */
export function forgetBook(client: QueryClient): void {
  client.setQueryData(['book'], null);
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'book' && query.queryKey[0] !== 'today' });
}
