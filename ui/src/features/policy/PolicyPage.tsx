import { useNavigate, useParams } from 'react-router';
import { Page } from '../../kit/Page';
import { zh } from '../../words/zh';
import { LawTab } from '../law/LawTab';
import { CoverageMap } from './CoverageMap';
import { EstimatePanel } from './EstimatePanel';
import { PolicyChanges } from './PolicyChanges';
import { PolicyValues } from './PolicyValues';
import { ProofPanel } from './ProofPanel';

const words = zh.policy;

/** 政策法规: dated values with their documents, the law, what is covered, and a trial calculation. */
export function PolicyPage() {
  const go = useNavigate();
  const { tab = 'values' } = useParams();
  return (
    <Page
      title={words.title}
      tabs={{
        active: tab,
        onChange: (key) => go(`/policy/${key}`),
        items: [
          { key: 'values', label: words.tabs.values },
          { key: 'changes', label: words.tabs.changes },
          { key: 'law', label: words.tabs.law },
          { key: 'coverage', label: words.tabs.coverage },
          { key: 'proof', label: words.tabs.proof },
          { key: 'estimate', label: words.tabs.estimate },
        ],
      }}
      testId="policy-page"
    >
      {tab === 'values' ? <PolicyValues /> : null}
      {tab === 'changes' ? <PolicyChanges /> : null}
      {tab === 'law' ? <LawTab /> : null}
      {tab === 'coverage' ? <CoverageMap /> : null}
      {tab === 'proof' ? <ProofPanel /> : null}
      {tab === 'estimate' ? <EstimatePanel /> : null}
    </Page>
  );
}
