import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { FEATURES } from '../features/index.ts';
import { firstLanguage, sayLanguage } from './language.ts';
import { resources } from './resources.ts';

/** Load all texts and choose the language to begin with. */
export async function initI18n(): Promise<void> {
  const language = firstLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { zh: resources('zh', FEATURES), en: resources('en', FEATURES) },
    ns: ['text', 'problem'],
    defaultNS: 'text',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  sayLanguage(language);
}
