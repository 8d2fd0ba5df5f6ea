import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useAside } from '../../app/aside';
import type { ArticleView } from '../../generated/ArticleView';
import { Facts } from '../../kit/Facts';
import { TRANSCRIPTION, word } from '../../words/terms';
import { zh } from '../../words/zh';
import { CopyMarks, ForceMark } from './LawMarks';
import { LawText } from './LawText';

const words = zh.law;

/** An article with its law: text, force on the day, how the text came here. */
export function LawCard({ article }: { article: ArticleView }) {
  const { openLaw } = useAside();
  const go = useNavigate();
  const { law } = article;
  const beside = (id: string | null, label: string) => (
    <Button size="small" disabled={id === null} onClick={() => id && openLaw(id, article.on)}>
      {label}
    </Button>
  );
  return (
    <div className="stack" data-testid="law-card" data-id={article.id}>
      <div className="row">
        <ForceMark of={law} />
        <CopyMarks of={article} />
      </div>
      {law.force === 'in_force' ? null : <div className="note is-soon">{words.notInForce(article.on)}</div>}
      <blockquote className="law-text">
        {article.text.split('\n').map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text
          <p key={at}>
            <LawText on={article.on}>{line}</LawText>
          </p>
        ))}
      </blockquote>
      <div className="row">
        {beside(article.beside[0], words.before)}
        {beside(article.beside[1], words.after)}
        <span className="soft">{words.heldNote(law.articles)}</span>
      </div>
      <Facts
        single
        items={[
          [words.name, law.name],
          [words.span, zh.common.span(law.in_force_from, law.in_force_to)],
          [words.chosenFor, article.on],
          [words.number, law.number],
          [words.issuer, law.issuer],
          [words.state, law.state],
          [words.transcription, word(TRANSCRIPTION, law.transcription)],
          [words.url, law.url ? <span className="url">{law.url}</span> : ''],
        ]}
      />
      {article.hand_transcribed || !article.matched ? <p className="soft">{words.copyNote}</p> : null}
      {article.others.length > 0 ? (
        <div>
          <h3>{words.others}</h3>
          <p className="soft">{words.othersNote}</p>
          <ul>
            {article.others.map((other) => (
              <li key={other.id} className="row law-other">
                <button
                  type="button"
                  className="link"
                  onClick={() => go(`/policy/law?law=${other.id}`)}
                  data-testid={`law-other-${other.id}`}
                >
                  {other.name}
                </button>
                <ForceMark of={other} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
