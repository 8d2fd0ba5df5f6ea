import {
  BankOutlined,
  FileTextOutlined,
  HomeOutlined,
  ImportOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TableOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { zh } from '../words/zh';

type ScreenId = keyof typeof zh.frame.items;

/** The nouns that work. Later ones (对账, 缴费与欠费 …) are added here with their screens. */
export const SCREENS: readonly { path: string; id: ScreenId; icon: ComponentType }[] = [
  { path: '/', id: 'home', icon: HomeOutlined },
  { path: '/roster', id: 'roster', icon: TeamOutlined },
  { path: '/enrollment', id: 'enrollment', icon: SafetyCertificateOutlined },
  { path: '/ledger', id: 'ledger', icon: TableOutlined },
  { path: '/policy', id: 'policy', icon: BankOutlined },
  { path: '/exchange', id: 'exchange', icon: ImportOutlined },
  { path: '/statement', id: 'statement', icon: FileTextOutlined },
  { path: '/settings', id: 'settings', icon: SettingOutlined },
];
