import i18next from 'i18next';

/** The two languages of the console, Chinese first. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
const KEY = 'yufang.language';

/** The language now. */
export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

/** The language to begin with: `?lang=en` in the address, else what this device kept, else Chinese. */
export const firstLanguage = (): Language =>
  (new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY)) === 'en' ? 'en' : 'zh';

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
