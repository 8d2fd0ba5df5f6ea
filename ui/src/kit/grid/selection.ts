import type { Selection, Spot } from './types';

/** The rectangle of a selection, both ends included. */
export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function areaOf({ anchor, focus }: Selection): Area {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

export function cellCount(area: Area): number {
  return (area.bottom - area.top + 1) * (area.right - area.left + 1);
}

/** A key as the grid understands it. */
export interface Stroke {
  key: string;
  ctrl: boolean;
  shift: boolean;
}

const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

function target(stroke: Stroke, at: Spot, rows: number, columns: number, page: number): Spot | null {
  switch (stroke.key) {
    case 'ArrowUp':
      return { ...at, row: stroke.ctrl ? 0 : at.row - 1 };
    case 'ArrowDown':
      return { ...at, row: stroke.ctrl ? rows - 1 : at.row + 1 };
    case 'ArrowLeft':
      return { ...at, column: stroke.ctrl ? 0 : at.column - 1 };
    case 'ArrowRight':
      return { ...at, column: stroke.ctrl ? columns - 1 : at.column + 1 };
    case 'PageUp':
      return { ...at, row: at.row - page };
    case 'PageDown':
      return { ...at, row: at.row + page };
    case 'Home':
      return { row: stroke.ctrl ? 0 : at.row, column: 0 };
    case 'End':
      return { row: stroke.ctrl ? rows - 1 : at.row, column: columns - 1 };
    default:
      return null;
  }
}

/** The selection after a key, as a spreadsheet moves it; null if the key does not move. */
export function moved(
  selection: Selection | null,
  stroke: Stroke,
  rows: number,
  columns: number,
  page: number,
): Selection | null {
  if (rows === 0 || columns === 0) return null;
  if (stroke.ctrl && stroke.key.toLowerCase() === 'a') {
    return { anchor: { row: 0, column: 0 }, focus: { row: rows - 1, column: columns - 1 } };
  }
  const start = selection?.focus ?? { row: -1, column: 0 };
  const to = target(stroke, start, rows, columns, page);
  if (!to) return null;
  const focus = { row: within(to.row, rows), column: within(to.column, columns) };
  return { anchor: stroke.shift && selection ? selection.anchor : focus, focus };
}
