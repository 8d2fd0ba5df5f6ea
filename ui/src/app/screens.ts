import type { ComponentType } from 'react';
import {
  CoverIcon,
  HomeIcon,
  ImportIcon,
  LedgerIcon,
  PaperIcon,
  PeopleIcon,
  PolicyIcon,
  ReconcileIcon,
  RemittanceIcon,
  SettingsIcon,
} from '../kit/icons';
import type { zh } from '../words/zh';

type ScreenId = keyof typeof zh.frame.items;

/** The nouns that work, in the order of the menu. */
export const SCREENS: readonly { path: string; id: ScreenId; icon: ComponentType }[] = [
  { path: '/', id: 'home', icon: HomeIcon },
  { path: '/roster', id: 'roster', icon: PeopleIcon },
  { path: '/enrollment', id: 'enrollment', icon: CoverIcon },
  { path: '/ledger', id: 'ledger', icon: LedgerIcon },
  { path: '/reconciliation', id: 'reconciliation', icon: ReconcileIcon },
  { path: '/remittance', id: 'remittance', icon: RemittanceIcon },
  { path: '/policy', id: 'policy', icon: PolicyIcon },
  { path: '/exchange', id: 'exchange', icon: ImportIcon },
  { path: '/statement', id: 'statement', icon: PaperIcon },
  { path: '/settings', id: 'settings', icon: SettingsIcon },
];
