import 'antd/dist/reset.css';
import './theme/global.css';
import './theme/parts.css';
import './theme/door.css';
import { createRoot } from 'react-dom/client';
import { initI18n } from './i18n/index.ts';
import { Console } from './shell/console.tsx';
import { applyDisplay } from './theme/display.ts';

applyDisplay();
await initI18n();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Console />);
