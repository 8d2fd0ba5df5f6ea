import { Button } from 'antd';
import type { ReactNode } from 'react';
import { bridge } from '../../bridge';
import type { Inspection } from '../../generated/Inspection';
import { FolderIcon, PlayIcon, SpreadsheetIcon } from '../../kit/icons';
import { Mark } from '../../kit/Mark';
import { useAct, useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';

interface CardProps {
  icon: ReactNode;
  words: { title: string; text: string; action: string };
  main?: boolean;
  busy: boolean;
  onClick: () => void;
  testId: string;
}

function Card({ icon, words, main = false, busy, onClick, testId }: CardProps) {
  return (
    <section className="panel first-card">
      <span className="first-card-icon" aria-hidden="true">
        {icon}
      </span>
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      <Button
        type={main ? 'primary' : 'default'}
        size="large"
        block
        loading={busy}
        onClick={onClick}
        data-testid={testId}
      >
        {words.action}
      </Button>
    </section>
  );
}

interface Props {
  onCreate: () => void;
  onInspected: (inspection: Inspection) => void;
  onRestore: () => void;
  onOpen: (id: string, company: string) => void;
}

/** The first screen: three cards, no wall. */
export function Welcome({ onCreate, onInspected, onRestore, onOpen }: Props) {
  const known = useRead(['known'], bridge.bookKnown);
  const demo = useAct(() => bridge.bookDemo());
  const pick = useAct(() => bridge.exchangePick(), {
    readOnly: true,
    after: (inspection) => inspection && onInspected(inspection),
  });
  const { cards } = zh.book;
  return (
    <main className="first-run" data-testid="first-run">
      <div className="first-title">
        <span className="brand-mark" aria-hidden="true">
          {zh.frame.seal}
        </span>
        <h1>{zh.book.welcome}</h1>
        <p className="soft">{zh.book.welcomeSub}</p>
      </div>
      <div className="first-cards">
        <Card
          icon={<PlayIcon />}
          words={cards.demo}
          main
          busy={demo.isPending}
          onClick={() => demo.mutate(undefined)}
          testId="first-demo"
        />
        <Card
          icon={<SpreadsheetIcon />}
          words={cards.import}
          busy={pick.isPending}
          onClick={() => pick.mutate(undefined)}
          testId="first-import"
        />
        <Card icon={<FolderIcon />} words={cards.restore} busy={false} onClick={onRestore} testId="first-restore" />
      </div>
      <p className="soft first-hint">
        {zh.book.dropHint} · {zh.help.open}
      </p>
      {known.data && known.data.length > 0 ? (
        <section className="panel first-known">
          <h2>{zh.book.known}</h2>
          <ul>
            {known.data.map((item) => (
              <li key={item.id}>
                <button
                  type="button"
                  onClick={() => (item.demo ? demo.mutate(undefined) : onOpen(item.id, item.company))}
                  data-testid={`known-${item.id}`}
                >
                  <FolderIcon />
                  {item.company}
                  {item.demo ? (
                    <Mark tone="soon" chip>
                      {zh.book.demoTag}
                    </Mark>
                  ) : null}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <button type="button" className="link" onClick={onCreate} data-testid="first-create">
        {zh.book.create}
      </button>
    </main>
  );
}
