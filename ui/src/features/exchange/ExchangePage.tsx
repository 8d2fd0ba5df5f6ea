import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { bridge } from '../../bridge';
import { Page } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { BatchList } from './BatchList';
import { BlankTemplates } from './BlankTemplates';
import { ExportPanel } from './ExportPanel';
import { ImportWizard } from './ImportWizard';
import { Migrate } from './Migrate';
import { PickFile } from './PickFile';
import { takePending } from './pending';
import { QuestionList } from './QuestionList';
import { startWizard, type Wizard } from './wizard';

/** 导入导出. */
export function ExchangePage() {
  const go = useNavigate();
  const { tab = 'import' } = useParams();
  const [wizard, setWizard] = useState<Wizard | null>(takePending);
  const [run, setRun] = useState(0);
  const questions = useRead(['questions'], bridge.exchangeQuestions);
  const open = questions.data?.length ?? 0;
  const { tabs } = zh.exchange;
  const begin = (next: Wizard | null) => {
    setRun(run + 1);
    setWizard(next);
  };
  return (
    <Page
      title={zh.exchange.title}
      tabs={{
        active: tab,
        onChange: (key) => go(`/exchange/${key}`),
        items: [
          { key: 'import', label: tabs.import },
          { key: 'questions', label: open > 0 ? `${tabs.questions} ${open}` : tabs.questions },
          { key: 'batches', label: tabs.batches },
          { key: 'migrate', label: tabs.migrate },
          { key: 'export', label: tabs.handOut },
          { key: 'templates', label: tabs.blank },
        ],
      }}
      testId="exchange-page"
    >
      {tab === 'import' ? (
        wizard ? (
          <ImportWizard key={run} resumed={wizard} onLeave={() => begin(null)} />
        ) : (
          <PickFile onInspected={(inspection) => begin(startWizard(inspection))} />
        )
      ) : null}
      {tab === 'questions' ? <QuestionList /> : null}
      {tab === 'batches' ? <BatchList /> : null}
      {tab === 'migrate' ? <Migrate /> : null}
      {tab === 'export' ? <ExportPanel /> : null}
      {tab === 'templates' ? <BlankTemplates /> : null}
    </Page>
  );
}
