import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useMay } from '../../app/rights';
import { asFailure, bridge } from '../../bridge';
import { useTell } from '../../kit/Told';
import { wordFailure } from '../../words/failure';
import { zh } from '../../words/zh';
import { keepInspection } from './pending';
import { startWizard } from './wizard';

/** A file dropped on any screen leads to the import screen, which takes over what was recognised. */
export function FileDrop() {
  const go = useNavigate();
  const { pathname } = useLocation();
  const tell = useTell();
  const takes = useMay()('exchange_import');
  const importing = pathname === '/exchange' || pathname === '/exchange/import';
  useEffect(
    () =>
      bridge.onFileDropped((inspection) => {
        if (importing || !takes) return;
        keepInspection(startWizard(inspection));
        tell(zh.exchange.dropped, 'own');
        go('/exchange');
      }),
    [importing, takes, go, tell],
  );
  useEffect(() => bridge.onFileRefused((thrown) => tell(wordFailure(asFailure(thrown)), 'act')), [tell]);
  return null;
}
