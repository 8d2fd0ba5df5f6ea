// Policy and law.

import type { ArticleView } from '../generated/ArticleView';
import type { BookProof } from '../generated/BookProof';
import type { CoverageCell } from '../generated/CoverageCell';
import type { LawHit } from '../generated/LawHit';
import type { LawIndex } from '../generated/LawIndex';
import type { LawSearch } from '../generated/LawSearch';
import type { NewPolicyValue } from '../generated/NewPolicyValue';
import type { PolicyLayerView } from '../generated/PolicyLayerView';
import type { PolicyPreview } from '../generated/PolicyPreview';
import type { PolicyTaken } from '../generated/PolicyTaken';
import type { PolicyValue } from '../generated/PolicyValue';
import type { ProofReport } from '../generated/ProofReport';
import type { RegionView } from '../generated/RegionView';
import type { Reliance } from '../generated/Reliance';
import type { TrustedKeys } from '../generated/TrustedKeys';
import type { ValueOf } from '../generated/ValueOf';
import { ask, call } from './call';

interface OfInsurance {
  region: string | null;
  insurance: string | null;
}

export const policy = {
  lawList: () => call<LawIndex>('law_list'),
  lawSearch: (request: LawSearch) => ask<LawHit[]>('law_search', request),
  lawArticle: (request: { id: string; on: string | null }) => ask<ArticleView>('law_article', request),
  policyRegions: () => call<RegionView[]>('policy_regions'),
  policyValues: (request: { region: string; insurance: string; month: string | null; known_on?: string | null }) =>
    ask<PolicyValue[]>('policy_values', request),
  policyReliedOn: (request: ValueOf) => ask<Reliance>('policy_relied_on', request),
  policyCoverage: () => call<CoverageCell[]>('policy_coverage'),
  /** Of a file that she picks, against the values of a region. */
  policyProve: (region: string | null) => ask<ProofReport | null>('policy_prove', { region }),
  /** Of the lists the book took in: every region of its units and every insurance where none is named. */
  policyProveBook: (request: OfInsurance) => ask<BookProof>('policy_prove_book', request),
  policyStamp: (request: OfInsurance) => ask<BookProof>('policy_stamp', request),
  policyPick: () => call<PolicyPreview | null>('policy_pick'),
  /** Of the picked file, such as after its key was trusted. */
  policyPreview: () => call<PolicyPreview>('policy_preview'),
  policyTake: () => call<PolicyTaken>('policy_take'),
  policyPreviewValue: (request: NewPolicyValue) => ask<PolicyPreview>('policy_preview_value', request),
  policyAdd: (request: NewPolicyValue) => ask<PolicyTaken>('policy_add', request),
  policyTrust: (fingerprint: string) => ask<TrustedKeys>('policy_trust', { fingerprint }),
  policyLayers: () => call<PolicyLayerView[]>('policy_layers'),
};
