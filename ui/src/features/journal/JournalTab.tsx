import { Segmented } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { May, useMay } from '../../app/rights';
import { zh } from '../../words/zh';
import { JournalList } from './JournalList';
import { JournalSearch } from './JournalSearch';
import './journal.css';

const words = zh.journal;

/** 操作记录: action by action with undo, or searched change by change. */
export function JournalTab() {
  const go = useNavigate();
  const { part = 'list' } = useParams();
  const may = useMay();
  return (
    <div className="journal-tab">
      <May use="journal_search">
        <Segmented
          value={part}
          onChange={(next) => go(`/settings/journal/${next}`)}
          options={[
            { value: 'list', label: words.views.list },
            { value: 'search', label: words.views.search },
          ]}
          aria-label={words.title}
        />
      </May>
      {part === 'search' && may('journal_search') ? <JournalSearch /> : <JournalList />}
    </div>
  );
}
