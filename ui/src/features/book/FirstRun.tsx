import { useEffect, useState } from 'react';
import { bridge } from '../../bridge';
import type { CreatedBook } from '../../generated/CreatedBook';
import type { Inspection } from '../../generated/Inspection';
import { ImportWizard } from '../exchange/ImportWizard';
import { keepInspection } from '../exchange/pending';
import { CreateBook } from './CreateBook';
import { OpenBook } from './OpenBook';
import { RecoverBook } from './RecoverBook';
import { RecoveryCard } from './RecoveryCard';
import { Welcome } from './Welcome';

type Step =
  | { at: 'welcome' }
  | { at: 'recognise'; inspection: Inspection }
  | { at: 'create'; forImport: boolean }
  | { at: 'card'; created: CreatedBook }
  | { at: 'open'; id: string | null; company: string | null }
  | { at: 'recover'; id: string | null };

/** Everything before a book is open. A file recognised here goes on in the frame, once its book exists. */
export function FirstRun() {
  const [step, setStep] = useState<Step>({ at: 'welcome' });
  const home = () => setStep({ at: 'welcome' });
  useEffect(() => bridge.onFileDropped((inspection) => setStep({ at: 'recognise', inspection })), []);
  switch (step.at) {
    case 'welcome':
      return (
        <Welcome
          onCreate={() => setStep({ at: 'create', forImport: false })}
          onInspected={(inspection) => setStep({ at: 'recognise', inspection })}
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
