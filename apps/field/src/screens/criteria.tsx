import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { named } from '../lib/format.ts';
import { useField } from '../ui/context.tsx';

/** The part of a pulled list of criteria that the phone shows; the platform checked it when it came in. */
type CriteriaSet = {
  readonly setId: string;
  readonly document: string;
  readonly partial: boolean;
  readonly items: readonly {
    readonly code: string;
    readonly clause: string | null;
    readonly text: string;
    readonly textEn: string;
  }[];
};
const SHOWN = 30;

/** The published criteria of major dangers, searched without a network. */
export function Criteria({ chosen, onChange }: { chosen: readonly string[]; onChange: (codes: string[]) => void }) {
  const { db } = useField();
  const lists = useLiveQuery(() => db.list.filter((l) => l.id.startsWith('major_criteria.')).toArray(), [db]) ?? [];
  const [search, setSearch] = useState('');
  const sets = lists.map((l) => ({ title: l.title, ...(l.payload as CriteriaSet) }));
  const words = search.trim().toLowerCase();
  const all = sets.flatMap((set) => set.items.map((item) => ({ set, item, code: `${set.setId}/${item.code}` })));
  const hits = all.filter(
    ({ item, set, code }) =>
      chosen.includes(code) || (words !== '' && `${item.text}${item.textEn}${set.title}`.toLowerCase().includes(words)),
  );
  return (
    <div className="criteria">
      <input
        type="search"
        aria-label={t('danger.criteriaSearch')}
        placeholder={t('danger.criteriaSearch')}
        value={search}
        onChange={(e) => setSearch(e.target.value)}
      />
      {words !== '' && hits.length === 0 && <p className="hint">{t('danger.criteriaNone')}</p>}
      <ul className="ticks">
        {hits.slice(0, SHOWN).map(({ set, item, code }) => (
          <li key={code}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={(e) => onChange(e.target.checked ? [...chosen, code] : chosen.filter((c) => c !== code))}
              />
              <span>
                {named(item.text, item.textEn)}
                <span className="row-sub">
                  {set.title} {item.clause}
                  {set.partial && ` · ${t('danger.criteriaPartial')}`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
