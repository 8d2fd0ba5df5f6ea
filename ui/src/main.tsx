import { createRoot } from 'react-dom/client';
import './app/antd.generated.css';
import './app/styles/base.css';
import './app/styles/kit.css';
import './app/styles/frame.css';
import './app/styles/controls.css';
import './features/book/book.css';
import './features/alert/alert.css';
import './features/policy/policy.css';
import './features/policy/timeline.css';
import './features/statement/statement.css';
import './features/exchange/exchange.css';
import './features/contribution/contribution.css';
import './features/law/law.css';
import { Gate } from './app/Gate';
import { Providers } from './app/Providers';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <Providers>
      <Gate />
    </Providers>,
  );
}
