import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { May } from '../../app/rights';
import { bridge } from '../../bridge';
import type { OnboardingView } from '../../generated/OnboardingView';
import { Panel } from '../../kit/Page';
import { useAct } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { FindingList } from './FindingList';
import { PastCoverDialog } from './PastCoverDialog';
import { PastCoverTable } from './PastCoverTable';

const words = zh.onboarding;

/** One newcomer: past cover, what it tells, and the end of the check. */
export function OnboardingCard({ check }: { check: OnboardingView }) {
  const [adding, setAdding] = useState(false);
  const [firstEver, setFirstEver] = useState<boolean | null>(check.first_ever);
  const [note, setNote] = useState(check.note ?? '');
  const done = useAct(bridge.onboardingDone, { done: () => words.doneSaid(check.name) });
  return (
    <div className="page-body is-scroll is-flush" data-testid="onboarding-card">
      <Panel
        title={check.name}
        extra={
          <span className="soft figure">
            {[check.employee_no, check.unit, words.hired(check.hired), words.due(check.due)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        }
      >
        <p className="note">{words.rule}</p>
        <May use="onboarding_done">
          <div className="onboarding-end">
            <span>
              <strong>{words.firstEver}</strong> <span className="soft">{words.firstEverText}</span>
            </span>
            <Radio.Group
              value={String(firstEver)}
              onChange={(event) => setFirstEver(event.target.value === 'null' ? null : event.target.value === 'true')}
              options={[
                { value: 'true', label: words.yes },
                { value: 'false', label: words.no },
                { value: 'null', label: words.unknown },
              ]}
            />
            <Input
              value={note}
              onChange={(event) => setNote(event.target.value)}
              placeholder={words.note}
              aria-label={words.note}
            />
            <Button
              type="primary"
              loading={done.isPending}
              onClick={() =>
                done.mutate({ employee_no: check.employee_no, first_ever: firstEver, note: note.trim() || null })
              }
              data-testid="onboarding-done"
            >
              {words.done}
            </Button>
          </div>
        </May>
      </Panel>
      <Panel
        title={words.past}
        extra={
          <May use="past_cover_add">
            <Button size="small" onClick={() => setAdding(true)} data-testid="past-add">
              {words.add}
            </Button>
          </May>
        }
        flush
      >
        <PastCoverTable check={check} />
      </Panel>
      <Panel title={words.findings} testId="findings">
        <FindingList check={check} />
      </Panel>
      {adding ? <PastCoverDialog check={check} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
