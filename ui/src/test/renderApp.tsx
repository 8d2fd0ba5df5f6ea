import { render } from '@testing-library/react';
import { Gate } from '../app/Gate';
import { Providers } from '../app/Providers';
import { fakeTransport } from '../bridge/fake/transport';
import { replaceTransport } from '../bridge/transport';

/** The whole window over the invented company, at a screen. */
export function renderApp(path: string, search = '?open') {
  window.location.hash = `#${path}`;
  replaceTransport(fakeTransport(search));
  return render(
    <Providers>
      <Gate />
    </Providers>,
  );
}
