import type { AnyRoute } from '@tanstack/react-router';
import type { Role } from '@yufang/domain';

/** Entries of the left navigation, in this order: never more than eight. */
export const NAV_GROUPS = [
  'situation',
  'enterprises',
  'risks',
  'inspection',
  'dangers',
  'monitoring',
  'supervision',
  'settings',
] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

/** One screen reachable from the left. A group with one entry is that entry; several show under the open group. */
export type NavEntry = {
  readonly group: NavGroup;
  /** Path of the screen, such as `/dangers`. */
  readonly to: string;
  /** Text key, such as `danger.nav.list`. */
  readonly label: string;
  /** Who sees the entry; the server decides again. */
  readonly roles: readonly Role[];
  /** Place within the group; small is first. */
  readonly order?: number;
};

/** Texts of a feature in one language; `{{name}}` interpolates. Both languages must have the same keys (a test holds it). */
export type Texts = { readonly [key: string]: string | Texts };
export type FeatureMessages = {
  /** Found as `t('<feature id>.<key>')`. */
  readonly text: Texts;
  /** Sentences for the refusal codes this capability answers, keyed by the whole code: `{ 'danger.self_acceptance': '…' }`. */
  readonly problems?: Readonly<Record<string, string>>;
};

/** What one capability brings to the console. */
export type Feature = {
  /** Also the first part of its text keys. */
  readonly id: string;
  readonly nav: readonly NavEntry[];
  /** Children of `shellRoute`. */
  readonly routes: readonly AnyRoute[];
  /** Pages without the shell and without sign-in: children of `rootRoute`. */
  readonly publicRoutes?: readonly AnyRoute[];
  readonly messages: { readonly zh: FeatureMessages; readonly en: FeatureMessages };
};
