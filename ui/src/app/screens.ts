import type { ComponentType } from 'react';
import type { FieldClass } from '../bridge/people';
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

interface Screen {
  path: string;
  id: ScreenId;
  icon: ComponentType;
  /** 字段类别 the whole screen is about: whose role does not see it has no use for the screen. */
  tells?: FieldClass;
}

/** The nouns that work, in the order of the menu. */
export const SCREENS: readonly Screen[] = [
  { path: '/', id: 'home', icon: HomeIcon },
  { path: '/roster', id: 'roster', icon: PeopleIcon },
  { path: '/enrollment', id: 'enrollment', icon: CoverIcon },
  { path: '/ledger', id: 'ledger', icon: LedgerIcon, tells: 'pay' },
  { path: '/reconciliation', id: 'reconciliation', icon: ReconcileIcon, tells: 'pay' },
  { path: '/remittance', id: 'remittance', icon: RemittanceIcon, tells: 'pay' },
  { path: '/policy', id: 'policy', icon: PolicyIcon },
  { path: '/exchange', id: 'exchange', icon: ImportIcon, tells: 'pay' },
  { path: '/statement', id: 'statement', icon: PaperIcon, tells: 'pay' },
  { path: '/settings', id: 'settings', icon: SettingsIcon },
];
