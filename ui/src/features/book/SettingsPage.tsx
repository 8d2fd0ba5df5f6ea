import { useNavigate, useParams } from 'react-router';
import { Page } from '../../kit/Page';
import { zh } from '../../words/zh';
import { JournalList } from '../journal/JournalList';
import { UnitList } from '../unit/UnitList';
import { BookPanel } from './BookPanel';

const { settings } = zh.book;

/** 设置: the book, its units, its journal. */
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
        ],
      }}
      testId="settings-page"
    >
      {tab === 'book' ? <BookPanel /> : null}
      {tab === 'units' ? <UnitList /> : null}
      {tab === 'journal' ? <JournalList /> : null}
    </Page>
  );
}
