import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { firstLang, showLang } from '../i18n/index.ts';
import { getDevice } from '../store/device.ts';
import { PublicApp } from './app.tsx';
import '../style.css';
import './public.css';

const root = document.getElementById('root');
if (!root) throw new Error('no root');
document.documentElement.classList.add('public');
document.documentElement.classList.toggle('elder', getDevice().elder);
// A language file that cannot be fetched must not leave a blank page.
await showLang(firstLang()).catch(() => showLang('zh'));
createRoot(root).render(
  <StrictMode>
    <PublicApp />
  </StrictMode>,
);
