import type { InputRef } from 'antd';
import { useEffect, useRef } from 'react';

/** Ctrl+F goes to the screen's own search box. */
export function useFindKey() {
  const box = useRef<InputRef>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f' && !event.isComposing) {
        event.preventDefault();
        box.current?.focus({ cursor: 'all' });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return box;
}
