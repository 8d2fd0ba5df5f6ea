import { useNavigate, useParams } from 'react-router';
import { Page } from '../../kit/Page';
import { zh } from '../../words/zh';
import { JournalTab } from '../journal/JournalTab';
import { PrivacyTab } from '../privacy/PrivacyTab';
import { UnitList } from '../unit/UnitList';
import { BookPanel } from './BookPanel';

const { settings } = zh.book;

/** 设置: the book, its units, its journal, the data of its people. */
export function SettingsPage() {
  const go = useNavigate();
  const { tab = 'book' } = useParams();
  return (
    <Page
      title={settings.title}
      tabs={{
        active: tab,
        onChange: (key) => go(`/settings/${key}`),
        items: [
          { key: 'book', label: settings.tabs.book },
          { key: 'units', label: settings.tabs.units },
          { key: 'journal', label: settings.tabs.journal },
          { key: 'privacy', label: settings.tabs.privacy },
        ],
      }}
      testId="settings-page"
    >
      {tab === 'book' ? <BookPanel /> : null}
      {tab === 'units' ? <UnitList /> : null}
      {tab === 'journal' ? <JournalTab /> : null}
      {tab === 'privacy' ? <PrivacyTab /> : null}
    </Page>
  );
}
