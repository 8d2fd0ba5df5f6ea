import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { useMay } from '../../app/rights';
import { bridge } from '../../bridge';
import { useTell } from '../../kit/Told';
import { shortTime } from '../../kit/time';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Ctrl+Z takes the newest action back, after saying which one it is; what cannot be undone is named, and nothing older is
 * taken in its place. */
export function UndoKey() {
  const { modal } = App.useApp();
  const tell = useTell();
  const may = useMay()('journal_undo');
  const undo = useAct((action: number) => bridge.journalUndo(action), {
    done: (undone) => zh.frame.undone(undone.action, undone.changes),
  });
  const asking = useRef(false);
  const mutate = undo.mutateAsync;
  useEffect(() => {
    if (!may) return;
    const ask = async () => {
      const lines = await bridge.journalList(50).catch(() => []);
      const line = lines.find((item) => item.newest);
      if (!line?.undoable) {
        tell(line ? zh.frame.undoNot(line.action, line.object) : zh.frame.undoNone, 'own');
        return;
      }
      asking.current = true;
      modal.confirm({
        title: zh.frame.undoAsk(line.action, line.object),
        content: zh.frame.undoText(line.changes, shortTime(line.time)),
        okText: zh.frame.undoDo,
        onOk: () => mutate(line.action_seq).catch(() => undefined),
        afterClose: () => {
          asking.current = false;
        },
      });
    };
    const onKey = (event: KeyboardEvent) => {
      const pressed = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!pressed || event.isComposing || isTyping(event.target) || asking.current) return;
      event.preventDefault();
      void ask();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [may, modal, tell, mutate]);
  return null;
}
