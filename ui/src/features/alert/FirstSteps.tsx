import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useSession } from '../../app/session';
import { Mark } from '../../kit/Mark';
import { Panel } from '../../kit/Page';
import { zh } from '../../words/zh';

const words = zh.alert;

/** The next step of an empty book. */
export function FirstSteps() {
  const go = useNavigate();
  const { book } = useSession();
  const steps = [
    { words: words.steps.units, done: book.units > 0, path: '/settings/units', id: 'units' },
    { words: words.steps.people, done: book.employees > 0, path: '/exchange/import', id: 'people' },
    { words: words.steps.run, done: book.months.length > 0, path: '/ledger', id: 'run' },
  ];
  const next = steps.findIndex((step) => !step.done);
  return (
    <Panel title={words.start} extra={<span className="soft">{words.startText}</span>} testId="first-steps">
      <ol className="first-steps">
        {steps.map((step, index) => (
          <li key={step.id} className={index === next ? 'is-next' : ''}>
            <h3>{step.words.title}</h3>
            <p className="soft">{step.words.text}</p>
            {step.done ? (
              <Mark tone="done">{words.stepDone}</Mark>
            ) : (
              <Button
                type={index === next ? 'primary' : 'default'}
                onClick={() => go(step.path)}
                data-testid={`start-${step.id}`}
              >
                {step.words.action}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
