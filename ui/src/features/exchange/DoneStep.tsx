import { App, Button } from 'antd';
import { useNavigate } from 'react-router';
import { bridge } from '../../bridge';
import { Mark } from '../../kit/Mark';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import type { Wizard } from './wizard';

/** Done: what went in, what waits, and the way back. */
export function DoneStep({ wizard, onAgain }: { wizard: Wizard; onAgain: () => void }) {
  const go = useNavigate();
  const { modal } = App.useApp();
  const undo = useAct((batch: number) => bridge.exchangeUndo(batch), {
    done: () => zh.exchange.undone,
    after: onAgain,
  });
  const report = wizard.result;
  if (!report) return null;
  const batch = report.batch;
  return (
    <div className="wizard-done" data-testid="done-step">
      <h1>
        <Mark tone="done">{zh.exchange.done(report.accepted)}</Mark>
      </h1>
      <p className="soft">{zh.exchange.doneText(report.unchanged, report.rejected.length, report.questions.length)}</p>
      <div className="row">
        {report.questions.length > 0 ? (
          <Button type="primary" onClick={() => go('/exchange/questions')} data-testid="done-questions">
            {zh.exchange.toQuestions(report.questions.length)}
          </Button>
        ) : null}
        <Button type={report.questions.length > 0 ? 'default' : 'primary'} onClick={onAgain} data-testid="done-again">
          {zh.exchange.again}
        </Button>
        <Button onClick={() => go('/roster')}>{zh.exchange.toRoster}</Button>
        <Button onClick={() => go('/ledger')} data-testid="done-ledger">
          {zh.exchange.toLedger}
        </Button>
        {batch === null ? null : (
          <Button
            danger
            loading={undo.isPending}
            onClick={() =>
              modal.confirm({
                title: zh.exchange.undoAsk(wizard.inspection.file),
                content: zh.exchange.undoText,
                okText: zh.exchange.undo,
                onOk: () => undo.mutate(batch),
              })
            }
            data-testid="done-undo"
          >
            {zh.exchange.undo}
          </Button>
        )}
      </div>
    </div>
  );
}
