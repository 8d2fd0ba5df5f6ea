import type { ReactNode } from 'react';

/** How a cell is aligned, sorted and copied. */
export type CellKind = 'text' | 'id' | 'money' | 'month';

/** A column of the read grid. */
export interface GridColumn<R> {
  /** Stable, remembered in the column choice. */
  id: string;
  title: string;
  /** Heading over neighbouring columns (an insurance). */
  group?: string;
  width: number;
  kind?: CellKind;
  /** What is copied, searched and sorted by. */
  text: (row: R) => string;
  /** What is shown, where it is more than the text; drawn from the row alone, for its elements are lent to other rows. */
  show?: (row: R) => ReactNode;
  /** Stays in sight while scrolling sideways. */
  frozen?: boolean;
  /** Hidden until the clerk asks for it. */
  hiddenAtFirst?: boolean;
  /** Whether Enter or a click on the cell opens something. */
  opens?: (row: R) => boolean;
}

/** A row under the grid: totals. */
export interface GridFooter {
  id: string;
  cells: Readonly<Record<string, string>>;
}

/** A cell by row and column index. */
export interface Spot {
  row: number;
  column: number;
}

/** A rectangle of cells: where it began and where it now ends. */
export interface Selection {
  anchor: Spot;
  focus: Spot;
}
