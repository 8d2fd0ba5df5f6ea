import { App } from 'antd';
import { useCallback } from 'react';

type Tone = 'success' | 'info' | 'error';

/** Seconds it stands: what went wrong is read twice. */
const STANDS: Readonly<Record<Tone, number>> = { success: 4, info: 4, error: 8 };

/**
 * 一句话 in the corner below the menu, one at a time: the next one takes the place of the one before. It stands under
 * every dialog (`Notification` in theme.json), so that it covers no figure and no button of one.
 */
export function useTell(): (words: string, tone?: Tone) => void {
  const { notification } = App.useApp();
  return useCallback(
    (words, tone = 'success') =>
      notification.open({ key: 'told', type: tone, title: words, placement: 'bottomLeft', duration: STANDS[tone] }),
    [notification],
  );
}
