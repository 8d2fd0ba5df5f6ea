import { useNavigate, useParams } from 'react-router';
import { Page } from '../../kit/Page';
import { zh } from '../../words/zh';
import { AdvancesTab } from '../arrears/AdvancesTab';
import { ArrearsTab } from '../arrears/ArrearsTab';
import { BackPaymentTab } from '../arrears/BackPaymentTab';
import { NoticesTab } from '../arrears/NoticesTab';
import { CashTab } from './CashTab';
import { DuesTab } from './DuesTab';
import { RemindersTab } from './RemindersTab';
import './remittance.css';

const words = zh.remittance;
/** The parts, each with what it cannot do without. */
const TABS = [
  ['dues', 'remittance_list'],
  ['arrears', 'arrears_list'],
  ['notices', 'arrears_list'],
  ['advances', 'advance_list'],
  ['backPayment', 'back_payment_preview'],
  ['cash', 'cash_outlook'],
  ['reminders', 'reminder_plan'],
] as const;

/** 缴费与欠费: what is due by when and what paid it, what stands unpaid, and the money for it. */
export function RemittancePage() {
  const go = useNavigate();
  const { tab = 'dues' } = useParams();
  return (
    <Page
      title={words.title}
      tabs={{
        active: tab,
        onChange: (key) => go(`/remittance/${key}`),
        items: TABS.map(([key, use]) => ({ key, label: words.tabs[key], use })),
      }}
      scroll
      testId="remittance-page"
    >
      {tab === 'dues' ? <DuesTab /> : null}
      {tab === 'arrears' ? <ArrearsTab /> : null}
      {tab === 'notices' ? <NoticesTab /> : null}
      {tab === 'advances' ? <AdvancesTab /> : null}
      {tab === 'backPayment' ? <BackPaymentTab /> : null}
      {tab === 'cash' ? <CashTab /> : null}
      {tab === 'reminders' ? <RemindersTab /> : null}
    </Page>
  );
}
