import { useEffect } from 'react';
import { recall, remember } from '../kit/memory';

const STEPS = [100, 110, 125, 150];

function apply(percent: number): void {
  document.documentElement.style.setProperty('zoom', String(percent / 100));
}

/** 大字: Ctrl and +, − or 0 change the size of everything, and it is remembered. */
export function useZoom(): void {
  useEffect(() => {
    let percent = recall('zoom', 100);
    apply(percent);
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      const at = Math.max(0, STEPS.indexOf(percent));
      if (event.key === '+' || event.key === '=') percent = STEPS[at + 1] ?? percent;
      else if (event.key === '-') percent = STEPS[at - 1] ?? percent;
      else if (event.key === '0') percent = 100;
      else return;
      event.preventDefault();
      apply(percent);
      remember('zoom', percent);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
