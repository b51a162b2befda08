import type { Refusal } from '@yufang/domain';
import { useSyncExternalStore } from 'react';
import { getDevice, saveDevice } from '../store/device.ts';
import type { text as Zh } from './zh.ts';

/** A key of a text; both languages have the same (held by the compiler and a test). */
export type Key = keyof typeof Zh;
export type Lang = 'zh' | 'en';
type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Loaded = { readonly text: Readonly<Record<Key, string>>; readonly problems: Readonly<Record<string, string>> };

/** Each language by its own name, so that whoever took the wrong one finds the way back. */
export const LANGUAGE_NAMES: Readonly<Record<Lang, string>> = { zh: '\u4e2d\u6587', en: 'English' };

let lang: Lang = 'zh';
let loaded: Loaded | null = null;
const listeners = new Set<() => void>();

export const currentLang = (): Lang => lang;

/** The language to begin with: `?lang=en` in the address, what the phone kept, the browser's, else Chinese. */
export function firstLang(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') ?? getDevice().lang;
  if (asked === 'zh' || asked === 'en') return asked;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : navigator.language.startsWith('en') ? 'en' : 'zh';
}

/** Fetch a language (only the one in use is loaded) and show it. */
export async function showLang(next: Lang): Promise<void> {
  loaded = next === 'zh' ? await import('./zh.ts') : await import('./en.ts');
  lang = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  if (getDevice().lang !== next) saveDevice({ lang: next });
  for (const listener of listeners) listener();
}

const fill = (template: string, params: Params = {}): string =>
  template.replace(/{{(\w+)}}/g, (_, name: string) => String(params[name] ?? ''));

/** A text in the language now. */
export const t = (key: Key, params?: Params): string => fill(loaded?.text[key] ?? key, params);

/** A text whose key is made of data; the key itself when there is none. */
export const maybeT = (key: string): string | null => (loaded && key in loaded.text ? loaded.text[key as Key] : null);

/** A refusal as a sentence. One without a sentence of its own shows its code, so that somebody can be asked about it. */
export function problemText(refusal: Pick<Refusal, 'code' | 'params'>): string {
  const template = loaded?.problems[refusal.code];
  return template
    ? fill(template, refusal.params)
    : fill(loaded?.problems['client.unknown'] ?? '{{code}}', { code: refusal.code });
}

/** Draw again when the language changes. */
export const useLang = (): Lang =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => lang,
  );
