import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import type { Alert } from '../../generated/Alert';
import { Mark } from '../../kit/Mark';
import { zh } from '../../words/zh';
import { AlertRow } from './AlertRow';

const words = zh.alert;

const GROUPS = ['act', 'soon', 'done'] as const;

/** How many are shown before she asks for the rest. */
const SHOWN = 12;

/** ↑ and ↓ go from one next step to another. */
function move(event: KeyboardEvent<HTMLElement>) {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('li > button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 || by === 0 ? undefined : buttons[at + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Group({ name, alerts, all }: { name: (typeof GROUPS)[number]; alerts: readonly Alert[]; all: number }) {
  if (alerts.length === 0) return null;
  return (
    <section aria-label={words.group[name]}>
      <h3 className="alert-group">
        <Mark tone={name}>
          {words.group[name]} {all}
        </Mark>
      </h3>
      <ul>
        {alerts.map((alert) => (
          <AlertRow
            key={`${alert.code}.${alert.subject}.${alert.unit}.${alert.focus}.${alert.message}`}
            alert={alert}
          />
        ))}
      </ul>
    </section>
  );
}

/** 今日待办: in the desk's order, the worst and the nearest first. */
export function AlertList({ alerts }: { alerts: readonly Alert[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? alerts : alerts.slice(0, SHOWN);
  const of = (list: readonly Alert[], name: string) => list.filter((alert) => alert.severity === name);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between its buttons
    <div className="alert-list" data-testid="alert-list" onKeyDown={move}>
      {GROUPS.map((name) => (
        <Group key={name} name={name} alerts={of(shown, name)} all={of(alerts, name).length} />
      ))}
      {shown.length < alerts.length ? (
        <Button type="link" block onClick={() => setAll(true)} data-testid="alert-all">
          {words.more(alerts.length - shown.length)}
        </Button>
      ) : null}
    </div>
  );
}
