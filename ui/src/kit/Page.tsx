import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../app/rights';
import type { Command } from '../bridge/rights';

export interface PageTab {
  key: string;
  label: string;
  /** What the part needs: who may not use it is not offered the part. */
  use?: Command;
}

interface PageProps {
  title: string;
  /** Before the title: the way back. */
  before?: ReactNode;
  /** Parts of the screen, beside its title. */
  tabs?: { items: readonly PageTab[]; active: string; onChange: (key: string) => void };
  /** The parts stand in a line of their own: the title line is full. */
  tabsBelow?: boolean;
  sub?: ReactNode;
  actions?: ReactNode;
  /** Whether the body scrolls as a whole; otherwise it fills the height and its parts scroll. */
  scroll?: boolean;
  children: ReactNode;
  testId?: string;
}

/** A screen: title bar with its actions, and the body. */
export function Page({
  title,
  before,
  tabs,
  tabsBelow = false,
  sub,
  actions,
  scroll = false,
  children,
  testId,
}: PageProps) {
  const may = useMay();
  const items = (tabs?.items ?? []).filter(({ use }) => !use || may(use));
  const parts = tabs ? (
    <Tabs
      className="page-tabs"
      activeKey={tabs.active}
      onChange={tabs.onChange}
      items={items.map(({ key, label }) => ({ key, label }))}
    />
  ) : null;
  return (
    <main className="page" data-testid={testId}>
      <div className="page-head">
        {before}
        <h1>{title}</h1>
        {sub ? <div className="page-sub">{sub}</div> : null}
        {tabsBelow ? null : parts}
        <div className="spring" />
        {actions}
      </div>
      {tabsBelow ? parts : null}
      <div className={`page-body ${scroll ? 'is-scroll' : ''}`}>{children}</div>
    </main>
  );
}

interface PanelProps {
  title?: ReactNode;
  extra?: ReactNode;
  fill?: boolean;
  flush?: boolean;
  children: ReactNode;
  className?: string;
  testId?: string;
}

/** A white area with an optional heading. */
export function Panel({ title, extra, fill = false, flush = false, children, className = '', testId }: PanelProps) {
  return (
    <section className={`panel ${fill ? 'is-fill' : ''} ${className}`} data-testid={testId}>
      {title ? (
        <div className="panel-head">
          <h2>{title}</h2>
          <div className="spring" />
          {extra}
        </div>
      ) : null}
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  );
}
