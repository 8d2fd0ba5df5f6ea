import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { bridge } from '../../bridge';
import type { OnboardingView } from '../../generated/OnboardingView';
import { Empty, Loading } from '../../kit/Empty';
import { FailureNote } from '../../kit/FailureNote';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { OnboardingCard } from './OnboardingCard';
import './onboarding.css';

const words = zh.onboarding;

function State({ check }: { check: OnboardingView }) {
  if (check.checked_on) return <Mark tone="done">{words.checked(check.checked_on)}</Mark>;
  const late = check.days_left < 0;
  return (
    <Mark tone={check.days_left <= 0 ? 'act' : 'soon'}>
      {late ? zh.alert.overdue(-check.days_left) : zh.alert.left(check.days_left)}
    </Mark>
  );
}

/** 入职核查: newcomers of the last two months; what their past cover tells and what the unit owes. */
export function OnboardingTab() {
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<string | null>(params.get('focus'));
  const read = useRead(['onboarding'], bridge.onboardingList);
  if (read.isPending) return <Loading />;
  if (read.isError) return <FailureNote failure={read.error} />;
  const checks = read.data;
  const shown = checks.find((check) => check.employee_no === chosen) ?? checks[0];
  if (!shown) {
    return (
      <Panel>
        <Empty title={words.none}>{words.noneText}</Empty>
      </Panel>
    );
  }
  const choose = (no: string) => {
    setChosen(no);
    setParams({ focus: no }, { replace: true });
  };
  return (
    <div className="split">
      <section className="panel onboarding-list" data-testid="onboarding-list">
        <ul>
          {checks.map((check) => (
            <li key={`${check.employee_no}.${check.hired}`}>
              <button
                type="button"
                className={check === shown ? 'is-chosen' : ''}
                aria-pressed={check === shown}
                onClick={() => choose(check.employee_no)}
                data-testid={`onboarding-${check.employee_no}`}
              >
                <strong>{check.name}</strong>
                <span className="soft figure">{words.hired(check.hired)}</span>
                <State check={check} />
              </button>
            </li>
          ))}
        </ul>
      </section>
      <OnboardingCard key={shown.employee_no} check={shown} />
    </div>
  );
}
