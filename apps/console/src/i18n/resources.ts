import type { Feature, Texts } from '../features/feature.ts';
import { problems as problemsEn } from './problems.en.ts';
import { problems as problemsZh } from './problems.zh.ts';
import { shell as shellEn } from './shell.en.ts';
import { shell as shellZh } from './shell.zh.ts';
import { words as wordsEn } from './words.en.ts';
import { words as wordsZh } from './words.zh.ts';

const BASE = {
  zh: { shell: shellZh, words: wordsZh, problems: problemsZh },
  en: { shell: shellEn, words: wordsEn, problems: problemsEn },
};

/** All texts of one language: `text` by nested key (`shell`, `word`, one folder a feature), `problem` by whole refusal code. */
export function resources(
  language: 'zh' | 'en',
  features: readonly Feature[],
): { text: Texts; problem: Readonly<Record<string, string>> } {
  const base = BASE[language];
  return {
    text: {
      shell: base.shell,
      word: base.words,
      ...Object.fromEntries(features.map((f) => [f.id, f.messages[language].text])),
    },
    problem: Object.assign({}, base.problems, ...features.map((f) => f.messages[language].problems ?? {})),
  };
}
