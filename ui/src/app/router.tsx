import { useState } from 'react';
import { createHashRouter, Navigate, RouterProvider } from 'react-router';
import { HomePage } from '../features/alert/HomePage';
import { SettingsPage } from '../features/book/SettingsPage';
import { LedgerPage } from '../features/contribution/LedgerPage';
import { EnrollmentPage } from '../features/enrollment/EnrollmentPage';
import { ExchangePage } from '../features/exchange/ExchangePage';
import { hasPending } from '../features/exchange/pending';
import { GapPage } from '../features/insight/GapPage';
import { PolicyPage } from '../features/policy/PolicyPage';
import { ReconciliationPage } from '../features/reconciliation/ReconciliationPage';
import { RemittancePage } from '../features/remittance/RemittancePage';
import { PersonPage } from '../features/roster/PersonPage';
import { RosterPage } from '../features/roster/RosterPage';
import { StatementPage } from '../features/statement/StatementPage';
import { Frame } from './Frame';

function build() {
  // An import that began before its book existed goes on where it stopped.
  if (hasPending()) window.location.hash = '#/exchange';
  return createHashRouter([
    {
      element: <Frame />,
      children: [
        { path: '/', element: <HomePage /> },
        { path: '/roster', element: <RosterPage /> },
        { path: '/roster/:no', element: <PersonPage /> },
        { path: '/enrollment/:tab?', element: <EnrollmentPage /> },
        { path: '/ledger/:tab?', element: <LedgerPage /> },
        { path: '/reconciliation/:tab?', element: <ReconciliationPage /> },
        { path: '/remittance/:tab?', element: <RemittancePage /> },
        { path: '/gaps', element: <GapPage /> },
        { path: '/policy/:tab?', element: <PolicyPage /> },
        { path: '/exchange/:tab?', element: <ExchangePage /> },
        { path: '/statement', element: <StatementPage /> },
        { path: '/settings/:tab?/:part?', element: <SettingsPage /> },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ]);
}

export function AppRouter() {
  const [router] = useState(build);
  return <RouterProvider router={router} />;
}
