// The icons in use. Each stands beside its word or in a labelled button, so it says nothing itself.
import {
  ArrowLeftOutlined,
  AuditOutlined,
  BankOutlined,
  CloseOutlined,
  EyeInvisibleOutlined,
  EyeOutlined,
  FileExcelOutlined,
  FileTextOutlined,
  FolderOpenOutlined,
  HomeOutlined,
  ImportOutlined,
  LeftOutlined,
  LockOutlined,
  MinusOutlined,
  PayCircleOutlined,
  PlayCircleOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  RightOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
  SettingOutlined,
  SwapOutlined,
  TableOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';

const silent = { 'aria-hidden': true, 'aria-label': undefined, role: undefined };

export const BackIcon = () => <ArrowLeftOutlined {...silent} />;
export const DemoIcon = () => <AuditOutlined {...silent} />;
export const PolicyIcon = () => <BankOutlined {...silent} />;
export const CloseIcon = () => <CloseOutlined {...silent} />;
export const HideIcon = () => <EyeInvisibleOutlined {...silent} />;
export const ShowIcon = () => <EyeOutlined {...silent} />;
export const SpreadsheetIcon = () => <FileExcelOutlined {...silent} />;
export const PaperIcon = () => <FileTextOutlined {...silent} />;
export const FolderIcon = () => <FolderOpenOutlined {...silent} />;
export const HomeIcon = () => <HomeOutlined {...silent} />;
export const ImportIcon = () => <ImportOutlined {...silent} />;
export const LeftIcon = () => <LeftOutlined {...silent} />;
export const LockIcon = () => <LockOutlined {...silent} />;
export const HelpIcon = () => <QuestionCircleOutlined {...silent} />;
export const LessIcon = () => <MinusOutlined {...silent} />;
export const PlayIcon = () => <PlayCircleOutlined {...silent} />;
export const MoreIcon = () => <PlusOutlined {...silent} />;
export const RemittanceIcon = () => <PayCircleOutlined {...silent} />;
export const RightIcon = () => <RightOutlined {...silent} />;
export const CoverIcon = () => <SafetyCertificateOutlined {...silent} />;
export const SearchIcon = () => <SearchOutlined {...silent} />;
export const ReconcileIcon = () => <SwapOutlined {...silent} />;
export const SettingsIcon = () => <SettingOutlined {...silent} />;
export const LedgerIcon = () => <TableOutlined {...silent} />;
export const PeopleIcon = () => <TeamOutlined {...silent} />;
export const UserIcon = () => <UserOutlined {...silent} />;
