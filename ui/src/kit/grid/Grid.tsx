import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { zh } from '../../words/zh';
import { formatMoney, sumShown, toFen } from '../money';
import { toHtml, toTsv, writeClipboard } from './copy';
import { ExportButton } from './ExportButton';
import { GridFoot } from './GridFoot';
import { GridHead } from './GridHead';
import { GridRow } from './GridRow';
import { placesOf } from './places';
import { areaOf, cellCount, moved } from './selection';
import { nextSorting, type Sorting, sortedRows } from './sorting';
import type { GridColumn, GridFooter, Selection, Spot } from './types';
import { useFitted } from './useFitted';
import './grid.css';

interface Props<R> {
  label: string;
  rows: readonly R[];
  columns: readonly GridColumn<R>[];
  onOpen?: (row: R, column: GridColumn<R>) => void;
  footers?: readonly GridFooter[];
  summary?: ReactNode;
  empty?: ReactNode;
  testId?: string;
}

const ROW = 28;

/** The read grid: frozen columns, two-level headings, sorting, a spreadsheet's selection and copy; 10,000 rows stay smooth. */
export function Grid<R>({ label, rows, columns: given, onOpen, footers = [], summary, empty, testId }: Props<R>) {
  const gridId = useId();
  const columns = useFitted(given, footers);
  const scroller = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
  const slots = useRef(0);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const shown = useMemo(() => sortedRows(rows, columns, sorting), [rows, columns, sorting]);
  // It draws what comes in before the frame is shown: a list that is blank while she scrolls is worse than a late frame.
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const places = useMemo(() => placesOf(columns), [columns]);
  const width = columns.reduce((sum, column) => sum + column.width, 0);

  // Other rows or columns: the rectangle would cover other cells than the clerk marked.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reset belongs to these two
  useEffect(() => setSelection(null), [rows, given]);

  const area = selection ? areaOf(selection) : null;
  const reveal = (spot: Spot) => {
    virtual.scrollToIndex(spot.row);
    const frame = scroller.current;
    const column = columns[spot.column];
    if (!frame || !column || column.frozen) return;
    const frozen = columns.reduce((sum, item) => sum + (item.frozen ? item.width : 0), 0);
    const left = columns.slice(0, spot.column).reduce((sum, item) => sum + item.width, 0);
    if (left - frozen < frame.scrollLeft) frame.scrollLeft = left - frozen;
    else if (left + column.width > frame.scrollLeft + frame.clientWidth)
      frame.scrollLeft = left + column.width - frame.clientWidth;
  };
  // A panel that opens beside the list may cover the very cell it speaks of.
  const atCursor = useRef(() => {});
  atCursor.current = () => {
    if (selection) reveal(selection.focus);
  };
  useEffect(() => {
    const frame = scroller.current;
    if (!frame) return;
    const narrower = new ResizeObserver(() => atCursor.current());
    narrower.observe(frame);
    return () => narrower.disconnect();
  }, []);
  const open = (spot: Spot) => {
    const row = shown[spot.row];
    const column = columns[spot.column];
    if (row !== undefined && column?.opens?.(row)) onOpen?.(row, column);
  };
  const copy = () => {
    if (!area) return;
    const taken = shown.slice(area.top, area.bottom + 1);
    const across = columns.slice(area.left, area.right + 1);
    writeClipboard(toTsv(taken, across, taken.length > 1), toHtml(taken, across, taken.length > 1));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      copy();
      return;
    }
    if ((event.key === 'Enter' || event.key === 'F2') && selection) {
      event.preventDefault();
      open(selection.focus);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW * 10) / ROW) - 2);
    const next = moved(selection, { key: event.key, ctrl, shift: event.shiftKey }, shown.length, columns.length, page);
    if (!next) return;
    event.preventDefault();
    setSelection(next);
    if (event.key.toLowerCase() !== 'a') reveal(next.focus);
  };
  const spotOf = (target: EventTarget): Spot | null => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
    const row = cell?.parentElement?.dataset.row;
    return cell && row !== undefined ? { row: Number(row), column: Number(cell.dataset.column) } : null;
  };
  const onMouse = (event: React.MouseEvent) => {
    const spot = spotOf(event.target);
    if (event.type === 'mouseup') dragging.current = false;
    if (!spot) return;
    if (event.type === 'mousedown' && event.button === 0) {
      dragging.current = true;
      setSelection({ anchor: event.shiftKey && selection ? selection.anchor : spot, focus: spot });
    } else if (event.type === 'mouseover' && dragging.current && event.buttons === 1) {
      setSelection((now) => (now ? { ...now, focus: spot } : now));
    } else if (event.type === 'click' && area && cellCount(area) === 1) open(spot);
  };
  const picked = area
    ? shown
        .slice(area.top, area.bottom + 1)
        .flatMap((row) => columns.slice(area.left, area.right + 1).map((column) => ({ column, row })))
        .filter(({ column, row }) => column.kind === 'money' && toFen(column.text(row)) !== null)
    : [];
  const items = virtual.getVirtualItems();
  // A row that scrolls out of sight lends its elements to the one that comes in: text is changed, nothing is built.
  slots.current = Math.max(slots.current, items.length);
  const cursorDrawn = selection !== null && items.some((item) => item.index === selection.focus.row);

  return (
    <div className="grid" data-testid={testId}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={shown.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-activedescendant={cursorDrawn ? `${gridId}-cursor` : undefined}
        className="grid-scroll"
        onKeyDown={onKeyDown}
        onMouseDown={onMouse}
        onMouseOver={onMouse}
        onFocus={() => undefined}
        onMouseUp={onMouse}
        onClick={onMouse}
      >
        <div role="presentation" className="grid-canvas" style={{ width }}>
          <GridHead
            columns={columns}
            places={places}
            sorting={sorting}
            onSort={(column) => setSorting((now) => nextSorting(now, column))}
          />
          <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = shown[item.index];
              if (row === undefined) return null;
              const inside = area !== null && item.index >= area.top && item.index <= area.bottom;
              return (
                <GridRow
                  key={item.index % slots.current}
                  row={row}
                  index={item.index}
                  y={item.start}
                  height={ROW}
                  columns={columns}
                  places={places}
                  from={inside ? area.left : -1}
                  to={inside ? area.right : -2}
                  cursor={selection?.focus.row === item.index ? selection.focus.column : -1}
                  gridId={gridId}
                />
              );
            })}
          </div>
          <GridFoot footers={footers} columns={columns} places={places} />
        </div>
        {shown.length === 0 && empty ? <div className="grid-empty">{empty}</div> : null}
      </div>
      <div className="grid-status">
        <span>
          {summary}
          {shown.length > 0 ? <ExportButton label={label} columns={columns} rows={() => shown} /> : null}
        </span>
        {area && cellCount(area) > 1 ? (
          <span aria-live="polite">
            {zh.grid.picked(
              cellCount(area),
              picked.length,
              formatMoney(sumShown(picked.map((c) => c.column.text(c.row)))),
            )}
          </span>
        ) : (
          <span className="grid-hint">
            <span>{zh.grid.hint}</span>
          </span>
        )}
      </div>
    </div>
  );
}
