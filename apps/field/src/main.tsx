import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { firstLang, showLang } from './i18n/index.ts';
import { keepInstallOffer } from './install.ts';
import { getDevice } from './store/device.ts';
import { watchForUpdate } from './update.ts';
import './style.css';

const root = document.getElementById('root');
if (!root) throw new Error('no root');
document.documentElement.classList.toggle('elder', getDevice().elder);
// A language file that cannot be fetched must not leave a blank page.
await showLang(firstLang()).catch(() => showLang('zh'));
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
watchForUpdate();
keepInstallOffer();
