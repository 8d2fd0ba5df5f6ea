import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { createElement } from 'react';
import type { Failure } from '../generated/Failure';
import { wordFailure } from '../words/failure';
import { zh } from '../words/zh';
import { useTell } from './Told';

/** Reads something from the desk and keeps it until an action changes the book. */
export function useRead<T>(
  key: readonly unknown[],
  read: () => Promise<T>,
  enabled = true,
): UseQueryResult<T, Failure> {
  return useQuery<T, Failure>({ queryKey: key, queryFn: read, enabled });
}

interface ActOptions<A, T> {
  /** Said when it is done; null says nothing. */
  done?: (result: T, argument: A) => string | null;
  after?: (result: T, argument: A) => void;
  /** The failure is shown by the form itself. */
  inline?: boolean;
  /** Nothing in the book changes, so nothing is read again. */
  readOnly?: boolean;
}

/** An action of the clerk: afterwards everything shown is read again. */
export function useAct<A, T>(act: (argument: A) => Promise<T>, options: ActOptions<A, T> = {}) {
  const client = useQueryClient();
  const { modal } = App.useApp();
  const tell = useTell();
  return useMutation<T, Failure, A>({
    mutationFn: act,
    onSuccess: async (result, argument) => {
      if (!options.readOnly) await client.invalidateQueries();
      const words = options.done?.(result, argument);
      if (words) tell(words);
      options.after?.(result, argument);
    },
    onError: (failure) => {
      if (options.inline || failure.code === 'cancelled') return;
      modal.error({
        title: zh.common.notDone,
        content: createElement(
          'div',
          { 'data-testid': 'failure', 'data-code': failure.code },
          wordFailure(failure),
          createElement(
            'ul',
            null,
            failure.details.slice(0, 12).map((line) => createElement('li', { key: line }, `· ${line}`)),
          ),
        ),
        okText: zh.common.understood,
      });
    },
  });
}
