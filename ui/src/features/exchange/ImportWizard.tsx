import { Button, Steps } from 'antd';
import { useReducer } from 'react';
import { bridge } from '../../bridge';
import type { Inspection } from '../../generated/Inspection';
import { FailureNote } from '../../kit/FailureNote';
import { Panel } from '../../kit/Page';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { CheckStep } from './CheckStep';
import { DifferenceStep } from './DifferenceStep';
import { DoneStep } from './DoneStep';
import { MapStep } from './MapStep';
import { obstacleOf, requestOf, startWizard, type Wizard, wizardReducer } from './wizard';

interface Props {
  inspection?: Inspection;
  resumed?: Wizard | null;
  onLeave: () => void;
  /** Set while no book is open: the check needs one, so the wizard waits while it is created. */
  onNeedsBook?: (wizard: Wizard) => void;
}

const ORDER = ['map', 'check', 'difference', 'done'] as const;

/** 导入: nothing is written before the last step. */
export function ImportWizard({ inspection, resumed, onLeave, onNeedsBook }: Props) {
  const [wizard, dispatch] = useReducer(wizardReducer, null, () => {
    if (resumed) return resumed;
    return startWizard(inspection ?? { handle: '', file: '', sheets: [], problems: [] });
  });
  const check = useAct(() => bridge.exchangePreview(requestOf(wizard, true)), {
    inline: true,
    readOnly: true,
    after: (report) => dispatch({ type: 'previewed', report }),
  });
  const commit = useAct(() => bridge.exchangeImport(requestOf(wizard, false)), {
    inline: true,
    after: (report) => dispatch({ type: 'imported', report }),
  });
  const next = () => {
    if (wizard.step === 'map') {
      if (onNeedsBook) onNeedsBook(wizard);
      else check.mutate(undefined);
    } else if (wizard.step === 'check') dispatch({ type: 'go', step: 'difference' });
    else commit.mutate(undefined);
  };
  const back = () => dispatch({ type: 'go', step: wizard.step === 'difference' ? 'check' : 'map' });
  const forward =
    wizard.step === 'map'
      ? zh.exchange.toCheck
      : wizard.step === 'check'
        ? zh.exchange.toDiff
        : zh.exchange.commit(wizard.preview?.accepted ?? 0);
  const obstacle = wizard.step === 'map' ? null : obstacleOf(wizard);
  return (
    <Panel fill flush className="wizard" testId="import-wizard">
      <div className="wizard-head">
        <strong title={wizard.inspection.file}>{wizard.inspection.file}</strong>
        <Steps
          size="small"
          current={ORDER.indexOf(wizard.step)}
          items={zh.exchange.steps.map((title) => ({ title }))}
        />
      </div>
      <div className="wizard-body">
        {wizard.step === 'map' ? <MapStep wizard={wizard} dispatch={dispatch} withBook={!onNeedsBook} /> : null}
        {wizard.step === 'check' ? <CheckStep wizard={wizard} dispatch={dispatch} /> : null}
        {wizard.step === 'difference' ? <DifferenceStep wizard={wizard} /> : null}
        {wizard.step === 'done' ? <DoneStep wizard={wizard} onAgain={onLeave} /> : null}
      </div>
      {wizard.step === 'done' ? null : (
        <div className="wizard-foot">
          <FailureNote failure={wizard.step === 'map' ? check.error : commit.error} />
          <div className="row">
            <Button onClick={onLeave} data-testid="wizard-leave">
              {zh.exchange.leave}
            </Button>
            <div className="spring" />
            {obstacle && obstacle !== 'unchecked' ? (
              <span className="mark is-soon">{zh.exchange.obstacles[obstacle]}</span>
            ) : null}
            {wizard.step === 'map' ? null : (
              <Button onClick={back} data-testid="wizard-back">
                {zh.common.back}
              </Button>
            )}
            <Button
              type="primary"
              onClick={next}
              loading={check.isPending || commit.isPending}
              disabled={obstacle !== null}
              data-testid="wizard-next"
            >
              {forward}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  );
}
