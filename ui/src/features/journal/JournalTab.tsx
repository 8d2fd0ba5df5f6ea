import { Segmented } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { zh } from '../../words/zh';
import { JournalList } from './JournalList';
import { JournalSearch } from './JournalSearch';
import './journal.css';

const words = zh.journal;

/** 操作记录: action by action with undo, or searched change by change. */
export function JournalTab() {
  const go = useNavigate();
  const { part = 'list' } = useParams();
  return (
    <div className="journal-tab">
      <Segmented
        value={part}
        onChange={(next) => go(`/settings/journal/${next}`)}
        options={[
          { value: 'list', label: words.views.list },
          { value: 'search', label: words.views.search },
        ]}
        aria-label={words.title}
      />
      {part === 'search' ? <JournalSearch /> : <JournalList />}
    </div>
  );
}
