import { Spin } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** An empty screen says what to do next. */
export function Empty({ title, children, actions }: Props) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  );
}

export function Loading() {
  return (
    <div className="loading">
      <Spin />
    </div>
  );
}
