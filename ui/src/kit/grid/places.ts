import type { CSSProperties } from 'react';
import type { GridColumn } from './types';

/** Where each column stands: its width, and of a frozen one how far from the left it stays. */
export function placesOf<R>(columns: readonly GridColumn<R>[]): CSSProperties[] {
  let left = 0;
  return columns.map(({ width, frozen }) => {
    if (!frozen) return { width };
    const place = { width, left };
    left += width;
    return place;
  });
}
