import { useNavigate, useParams } from 'react-router';
import { useSession } from '../../app/session';
import { Page } from '../../kit/Page';
import { zh } from '../../words/zh';
import { OnboardingTab } from '../onboarding/OnboardingTab';
import { CoverTab } from './CoverTab';
import { TaskTab } from './TaskTab';

const words = zh.enrollment;

/** 参保: who is covered, what hires and leavers oblige to, and newcomers to look at. */
export function EnrollmentPage() {
  const go = useNavigate();
  const { month } = useSession();
  const { tab = 'cover' } = useParams();
  return (
    <Page
      title={words.title}
      testId="enrollment-page"
      sub={tab === 'cover' ? words.sub(month) : null}
      tabs={{
        active: tab,
        onChange: (key) => go(`/enrollment/${key}`),
        items: [
          { key: 'cover', label: words.tabs.cover },
          { key: 'tasks', label: words.tabs.tasks },
          { key: 'onboarding', label: words.tabs.onboarding },
        ],
      }}
    >
      {tab === 'cover' ? <CoverTab /> : null}
      {tab === 'tasks' ? <TaskTab /> : null}
      {tab === 'onboarding' ? <OnboardingTab /> : null}
    </Page>
  );
}
