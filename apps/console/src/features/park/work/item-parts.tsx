import type { ParkWorkItemView } from '@yufang/contract/park';
import type { ParkItemState } from '@yufang/domain';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/language.ts';
import { percent } from '../../../ui/format.ts';
import { StateTag, type Tone } from '../../../ui/status-tag.tsx';
import { power } from '../numbers.ts';
import { Power } from '../power.tsx';

const TONE: Readonly<Record<ParkItemState, Tone>> = {
  proposed: 'waiting',
  assigned: 'open',
  done: 'waiting',
  verified: 'done',
  declined: 'void',
};

/** What is to be done, in words: a measure on a vessel, or what stands against a limit in the park itself. */
export function ItemWhat({ item }: { item: ParkWorkItemView }) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const who = item.enterpriseName ?? t('park.work.thePark');
  const substance = english ? item.substanceEn : item.substanceZh;
  const of = [item.vesselName, substance].filter(Boolean).join(' · ');
  return (
    <span className="yf-two-lines">
      <strong>
        {item.kind === 'measure'
          ? `${t(`park.measureKind.${item.measure ?? 'dike'}`)} · ${item.vesselName ?? ''}`
          : t(`park.ownKind.${item.kind}`, said(item))}
      </strong>
      <span className="yf-quiet">
        {item.kind === 'measure' ? [who, substance].filter(Boolean).join(' · ') : of || who}
      </span>
    </span>
  );
}

/** Figures of an item's sentence as people read them. */
function said(item: ParkWorkItemView): Record<string, string> {
  return Object.fromEntries(
    Object.entries(item.params).map(([key, value]) => {
      if (typeof value !== 'number') return [key, String(value ?? '–')];
      return [key, key === 'ratio' ? value.toFixed(1) : power(value)];
    }),
  );
}

/** Where an item stands; overdue with its dark bar. */
export function ItemState({ item }: { item: ParkWorkItemView }) {
  const { t } = useTranslation();
  return (
    <span className={item.overdue ? 'yf-inline yf-overdue' : 'yf-inline'}>
      <StateTag tone={TONE[item.state]}>{t(`park.itemState.${item.state}`)}</StateTag>
      {item.deadline && <span className="yf-figures yf-quiet">{item.deadline}</span>}
      {item.overdue && <span>{t('park.work.overdue')}</span>}
    </span>
  );
}

/** The risk that an item takes away, as a share and a figure; a dash for the park's own. */
export function ItemRisk({ item }: { item: ParkWorkItemView }) {
  if (item.removedPerYear === null) return <>–</>;
  return (
    <span className="yf-figures">
      {item.removedShare !== null && percent(item.removedShare)}{' '}
      <span className="yf-quiet">
        <Power value={item.removedPerYear} />
      </span>
    </span>
  );
}
