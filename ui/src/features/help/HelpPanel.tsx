import { Button } from 'antd';
import { useState } from 'react';
import { SidePanel } from '../../kit/SidePanel';
import { zh } from '../../words/zh';
import { LawText } from '../law/LawText';
import type { ChapterId } from './chapter';
import { Licences } from './Licences';

const words = zh.help;

/** F1: the chapter of the screen in view. */
export function HelpPanel({ chapter: id, onClose }: { chapter: ChapterId; onClose: () => void }) {
  const chapter = words.chapters[id];
  const [licences, setLicences] = useState(false);
  return (
    <SidePanel title={chapter.title} sub={words.sub} label={words.label} onClose={onClose} testId="help-panel">
      <div className="stack">
        {chapter.parts.map((part) => (
          <section key={part.head}>
            <h3>{part.head}</h3>
            {part.lines.map((line) => (
              <p key={line} className="help-line">
                <LawText>{line}</LawText>
              </p>
            ))}
          </section>
        ))}
        <section>
          <h3>{words.keysHead}</h3>
          <dl className="facts is-single">
            {words.keys.map(([key, does]) => (
              <div key={key} className="help-key">
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{words.programHead}</h3>
          <Button size="small" onClick={() => setLicences(true)} data-testid="licences-open">
            {words.licences.title}
          </Button>
        </section>
        {licences ? <Licences onClose={() => setLicences(false)} /> : null}
      </div>
    </SidePanel>
  );
}
