import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * A screen that opens takes the focus, so that Tab begins in it; what has the focus inside of it keeps it. A button that
 * went with its dialog leaves the focus to nothing: then too.
 */
export function usePageFocus() {
  const content = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each path is another screen
  useEffect(() => {
    if (!content.current?.contains(document.activeElement)) content.current?.focus({ preventScroll: true });
  }, [pathname]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && document.activeElement === document.body)
        content.current?.focus({ preventScroll: true });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return content;
}
