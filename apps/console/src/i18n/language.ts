import i18next from 'i18next';

/** The two languages of the console, Chinese first. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
const KEY = 'yufang.language';

/** The language now. */
export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

/** The language to begin with: `?lang=en` in the address, kept from then on; else what this device kept, else Chinese. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  const language = (asked ?? localStorage.getItem(KEY)) === 'en' ? 'en' : 'zh';
  if (asked !== null) localStorage.setItem(KEY, language);
  return language;
}

/** Change the language, on this device from now on. */
export async function setLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await i18next.changeLanguage(language);
  sayLanguage(language);
}

/** Tell the document, for screen readers and hyphenation. */
export function sayLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
