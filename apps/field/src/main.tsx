import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { firstLang, showLang } from './i18n/index.ts';
import { getDevice } from './store/device.ts';
import { watchForUpdate } from './update.ts';
import './style.css';

const root = document.getElementById('root');
if (!root) throw new Error('no root');
document.documentElement.classList.toggle('elder', getDevice().elder);
await showLang(firstLang());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
watchForUpdate();
