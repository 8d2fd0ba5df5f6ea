import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { PersonNotice } from '../../generated/PersonNotice';
import { Mark, type Tone } from '../../kit/Mark';
import { SidePanel } from '../../kit/SidePanel';
import { sourceText } from '../../kit/source';
import { zh } from '../../words/zh';
import { LawText } from '../law/LawText';

const words = zh.contribution;

const TONE: Readonly<Record<string, Tone>> = { act: 'act', soon: 'soon', note: 'off' };

/** 人员规则提示: whose lines do not follow a rule of their own, with its sentence. */
export function NoticePanel({ notices, onClose }: { notices: readonly PersonNotice[]; onClose: () => void }) {
  const go = useNavigate();
  return (
    <SidePanel
      label={words.noticesTitle}
      title={words.noticesTitle}
      sub={words.noticesSub}
      onClose={onClose}
      testId="notice-panel"
    >
      <ul className="open-list">
        {notices.map((notice) => (
          <li key={`${notice.employee_no}.${notice.unit}.${notice.text}`}>
            <div className="row">
              <h3>{notice.name}</h3>
              <span className="soft figure">{notice.employee_no}</span>
              <div className="spring" />
              <Button size="small" onClick={() => go(`/roster/${notice.employee_no}`)}>
                {words.noticeLook}
              </Button>
            </div>
            <p className={`mark is-${TONE[notice.severity] ?? 'off'} notice-text`}>
              <LawText>{notice.text}</LawText>
            </p>
            <p className="soft">{sourceText(notice.source)}</p>
            {notice.status === 'final' ? null : <Mark tone="soon">{zh.policy.notCompared}</Mark>}
            {notice.source.quote ? (
              <blockquote>
                <LawText>{notice.source.quote}</LawText>
              </blockquote>
            ) : null}
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
