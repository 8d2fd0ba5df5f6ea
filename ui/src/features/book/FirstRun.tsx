import { useCallback, useEffect, useState } from 'react';
import { useHelpKey } from '../../app/useHelpKey';
import { bridge } from '../../bridge';
import type { CreatedBook } from '../../generated/CreatedBook';
import type { Inspection } from '../../generated/Inspection';
import { ImportWizard } from '../exchange/ImportWizard';
import { keepInspection } from '../exchange/pending';
import { HelpPanel } from '../help/HelpPanel';
import { CreateBook } from './CreateBook';
import { OpenBook } from './OpenBook';
import { RecoverBook } from './RecoverBook';
import { RecoveryCard } from './RecoveryCard';
import { RestoreBook } from './RestoreBook';
import { Welcome } from './Welcome';

type Step =
  | { at: 'welcome' }
  | { at: 'recognise'; inspection: Inspection }
  | { at: 'create'; forImport: boolean }
  | { at: 'card'; created: CreatedBook }
  | { at: 'restore' }
  | { at: 'open'; id: string; company: string }
  | { at: 'recover'; id: string };

/** Everything before a book is open, with its chapter on F1. */
export function FirstRun() {
  const [help, setHelp] = useState(false);
  useHelpKey(useCallback(() => setHelp(true), []));
  return (
    <>
      <FirstSteps />
      {help ? (
        <div className="first-aside">
          <HelpPanel chapter="first" onClose={() => setHelp(false)} />
        </div>
      ) : null}
    </>
  );
}

/** A file recognised here goes on in the frame, once its book exists. */
function FirstSteps() {
  const [step, setStep] = useState<Step>({ at: 'welcome' });
  const home = () => setStep({ at: 'welcome' });
  useEffect(() => bridge.onFileDropped((inspection) => setStep({ at: 'recognise', inspection })), []);
  switch (step.at) {
    case 'welcome':
      return (
        <Welcome
          onCreate={() => setStep({ at: 'create', forImport: false })}
          onInspected={(inspection) => setStep({ at: 'recognise', inspection })}
          onRestore={() => setStep({ at: 'restore' })}
          onOpen={(id, company) => setStep({ at: 'open', id, company })}
        />
      );
    case 'recognise':
      return (
        <div className="first-run is-wide">
          <ImportWizard
            inspection={step.inspection}
            onLeave={home}
            onNeedsBook={(wizard) => {
              keepInspection(wizard);
              setStep({ at: 'create', forImport: true });
            }}
          />
        </div>
      );
    case 'create':
      return (
        <CreateBook
          forImport={step.forImport}
          onBack={home}
          onCreated={(created) => setStep({ at: 'card', created })}
        />
      );
    case 'card':
      return <RecoveryCard created={step.created} />;
    case 'restore':
      return <RestoreBook onBack={home} />;
    case 'open':
      return (
        <OpenBook
          id={step.id}
          company={step.company}
          onBack={home}
          onForgot={() => setStep({ at: 'recover', id: step.id })}
        />
      );
    case 'recover':
      return <RecoverBook id={step.id} onBack={home} />;
  }
}
