import { useTranslation } from 'react-i18next';
import type { words } from './words.zh.ts';

type Words = typeof words;

/**
 * The field's word for a value of a domain vocabulary: `word('dangerStatus', 'to_accept')` → 待验收. A value that has no word (a newer server's)
 * is shown as it is.
 */
export function useWord(): <K extends keyof Words>(
  kind: K,
  value: (keyof Words[K] & string) | null | undefined,
) => string {
  const { t } = useTranslation();
  return (kind, value) => (value ? t(`word.${kind}.${value}`, { defaultValue: value }) : '');
}

/** The same words as options of a Select, in the vocabulary's order. */
export function useWordOptions(): <K extends keyof Words, V extends keyof Words[K] & string>(
  kind: K,
  values: readonly V[],
) => { value: V; label: string }[] {
  const word = useWord();
  return (kind, values) => values.map((value) => ({ value, label: word(kind, value) }));
}
