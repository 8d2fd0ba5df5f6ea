import { App } from 'antd';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { asFailure, bridge } from '../../bridge';
import { wordFailure } from '../../words/failure';
import { zh } from '../../words/zh';
import { keepInspection } from './pending';
import { startWizard } from './wizard';

/** A file dropped on any screen leads to the import screen, which takes over what was recognised. */
export function FileDrop() {
  const go = useNavigate();
  const { pathname } = useLocation();
  const { message } = App.useApp();
  const importing = pathname === '/exchange' || pathname === '/exchange/import';
  useEffect(
    () =>
      bridge.onFileDropped((inspection) => {
        if (importing) return;
        keepInspection(startWizard(inspection));
        message.info(zh.exchange.dropped);
        go('/exchange');
      }),
    [importing, go, message],
  );
  useEffect(() => bridge.onFileRefused((thrown) => message.error(wordFailure(asFailure(thrown)))), [message]);
  return null;
}
