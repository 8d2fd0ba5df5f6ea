import { Input } from 'antd';
import { type ClipboardEvent, useCallback, useEffect } from 'react';
import { bridge } from '../../bridge';
import type { Inspection } from '../../generated/Inspection';
import { FailureNote } from '../../kit/FailureNote';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

/** Cells pasted from Excel or WPS, in the box or anywhere on the page, begin an import like a file. */
export function PasteBox({ onInspected }: { onInspected: (inspection: Inspection) => void }) {
  const paste = useAct(bridge.exchangePaste, { readOnly: true, inline: true, after: onInspected });
  const { mutate } = paste;
  const take = useCallback(
    (data: ClipboardEvent['clipboardData'] | null): boolean => {
      const text = data?.getData('text/plain') ?? '';
      const html = data?.getData('text/html') || null;
      if (!text.includes('\t') && !text.includes('\n') && !html?.includes('<t')) return false;
      mutate({ text, html });
      return true;
    },
    [mutate],
  );
  useEffect(() => {
    const anywhere = (event: globalThis.ClipboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.defaultPrevented) return;
      if (take(event.clipboardData)) event.preventDefault();
    };
    document.addEventListener('paste', anywhere);
    return () => document.removeEventListener('paste', anywhere);
  }, [take]);
  return (
    <section className="panel paste-box">
      <div className="grow">
        <p>{zh.exchange.pasteTitle}</p>
        <p className="soft">{zh.exchange.pasteText}</p>
        <FailureNote failure={paste.error} />
      </div>
      <Input.TextArea
        rows={2}
        className="w-220"
        aria-label={zh.exchange.pasteBox}
        placeholder={zh.exchange.pasteBox}
        value=""
        onChange={() => undefined}
        onPaste={(event: ClipboardEvent) => {
          if (take(event.clipboardData)) event.preventDefault();
        }}
        data-testid="paste-box"
      />
    </section>
  );
}
