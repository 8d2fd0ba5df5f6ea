import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { zh } from '../words/zh';
import { CloseIcon } from './icons';

interface Props {
  title: ReactNode;
  sub?: ReactNode;
  label: string;
  onClose: () => void;
  children: ReactNode;
  testId?: string;
}

// Panels in the order they were opened: Esc closes the last one only.
const OPEN: object[] = [];

/** A panel beside the table, not over it; Esc closes it. */
export function SidePanel({ title, sub, label, onClose, children, testId }: Props) {
  const closing = useRef(onClose);
  closing.current = onClose;
  useEffect(() => {
    const me = {};
    OPEN.push(me);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || OPEN.at(-1) !== me) return;
      event.preventDefault();
      closing.current();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      OPEN.splice(OPEN.indexOf(me), 1);
    };
  }, []);
  return (
    <aside className="panel side" aria-label={label} data-testid={testId}>
      <div className="side-head">
        <div className="grow">
          <h2>{title}</h2>
          {sub ? <div className="soft">{sub}</div> : null}
        </div>
        <Button
          type="text"
          size="small"
          icon={<CloseIcon />}
          aria-label={zh.common.close}
          onClick={onClose}
          data-testid="side-close"
        />
      </div>
      <div className="side-body" tabIndex={-1}>
        {children}
      </div>
    </aside>
  );
}
