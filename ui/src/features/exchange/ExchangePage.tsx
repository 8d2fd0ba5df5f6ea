import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../../app/rights';
import { bridge } from '../../bridge';
import { Page, type PageTab } from '../../kit/Page';
import { useRead } from '../../kit/useDesk';
import { zh } from '../../words/zh';
import { BatchList } from './BatchList';
import { BlankTemplates } from './BlankTemplates';
import { ExportPanel } from './ExportPanel';
import { ImportWizard } from './ImportWizard';
import { InboxPanel } from './InboxPanel';
import { MappingList } from './MappingList';
import { MatchList } from './MatchList';
import { Migrate } from './Migrate';
import { PickFile } from './PickFile';
import { takePending } from './pending';
import { QuestionList } from './QuestionList';
import { startWizard, type Wizard } from './wizard';

/** 导入导出. */
export function ExchangePage() {
  const go = useNavigate();
  const { tab: wanted = 'import' } = useParams();
  const may = useMay();
  const [wizard, setWizard] = useState<Wizard | null>(takePending);
  const [run, setRun] = useState(0);
  const questions = useRead(['questions'], bridge.exchangeQuestions, may('exchange_questions'));
  const matches = useRead(['matches'], bridge.exchangeMatches, may('exchange_matches'));
  const open = questions.data?.length ?? 0;
  const weak = matches.data?.length ?? 0;
  const { tabs } = zh.exchange;
  const items: PageTab[] = [
    { key: 'import', label: tabs.import, use: 'exchange_import' },
    { key: 'inbox', label: tabs.inbox, use: 'exchange_inbox' },
    { key: 'questions', label: open > 0 ? `${tabs.questions} ${open}` : tabs.questions, use: 'exchange_questions' },
    { key: 'matches', label: weak > 0 ? `${tabs.matches} ${weak}` : tabs.matches, use: 'exchange_matches' },
    { key: 'mappings', label: tabs.mappings },
    { key: 'batches', label: tabs.batches },
    { key: 'migrate', label: tabs.migrate, use: 'exchange_migrate' },
    { key: 'export', label: tabs.handOut, use: 'exchange_export' },
    { key: 'templates', label: tabs.blank },
  ];
  const offered = items.some(({ key, use }) => key === wanted && (!use || may(use)));
  const tab = offered ? wanted : 'batches';
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
        items,
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
      {tab === 'inbox' ? (
        <InboxPanel
          onOpened={(inspection) => {
            begin(startWizard(inspection));
            go('/exchange/import');
          }}
        />
      ) : null}
      {tab === 'questions' ? <QuestionList /> : null}
      {tab === 'matches' ? <MatchList /> : null}
      {tab === 'mappings' ? <MappingList /> : null}
      {tab === 'batches' ? <BatchList /> : null}
      {tab === 'migrate' ? <Migrate /> : null}
      {tab === 'export' ? <ExportPanel /> : null}
      {tab === 'templates' ? <BlankTemplates /> : null}
    </Page>
  );
}
