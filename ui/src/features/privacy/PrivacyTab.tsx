import { Segmented } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { zh } from '../../words/zh';
import { ArchivePanel } from './ArchivePanel';
import { FormPanel } from './FormPanel';
import { KeepingPanel } from './KeepingPanel';
import { RequestPanel } from './RequestPanel';
import './privacy.css';

const words = zh.privacy;
type Part = keyof typeof words.parts;

/** 数据与隐私: what is kept, what persons ask, the papers the law wants, the yearly archive. */
export function PrivacyTab() {
  const go = useNavigate();
  const { part = 'keeping' } = useParams();
  return (
    <div className="privacy" data-testid="privacy">
      <Segmented
        value={part}
        onChange={(next) => go(`/settings/privacy/${next}`)}
        options={(Object.keys(words.parts) as Part[]).map((key) => ({ value: key, label: words.parts[key] }))}
        aria-label={words.title}
      />
      {part === 'keeping' ? <KeepingPanel /> : null}
      {part === 'requests' ? <RequestPanel /> : null}
      {part === 'forms' ? <FormPanel /> : null}
      {part === 'archives' ? <ArchivePanel /> : null}
    </div>
  );
}
