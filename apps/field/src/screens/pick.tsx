import { useState } from 'react';
import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { Grade, Page, Row } from '../ui/parts.tsx';
import { useWork } from '../ui/use-work.ts';

const SHOWN = 100;

/** All points of the enterprise; those with items of one's own first. */
export function PickScreen() {
  const work = useWork();
  const [search, setSearch] = useState('');
  const words = search.trim().toLowerCase();
  const own = new Set([...(work?.items.values() ?? [])].map((i) => i.unitId));
  const units = [...(work?.units.values() ?? [])]
    .filter((u) => `${u.name} ${u.object}`.toLowerCase().includes(words))
    .sort((a, b) => Number(own.has(b.id)) - Number(own.has(a.id)) || a.name.localeCompare(b.name, 'zh'));
  const part = (mine: boolean) => units.filter((u) => own.has(u.id) === mine).slice(0, SHOWN);
  return (
    <Page title={t('pick.title')} back="/">
      <input
        type="search"
        aria-label={t('pick.search')}
        placeholder={t('pick.search')}
        value={search}
        onChange={(e) => setSearch(e.target.value)}
      />
      {[true, false].map((mine) =>
        part(mine).length === 0 ? null : (
          <section key={String(mine)}>
            <h2>{t(mine ? 'pick.mine' : 'pick.others')}</h2>
            <ul className="list">
              {part(mine).map((u) => (
                <Row
                  key={u.id}
                  onClick={() => go(`/point/${u.id}`)}
                  title={
                    <>
                      {u.name} <Grade grade={u.liveGrade} />
                    </>
                  }
                  sub={u.object}
                />
              ))}
            </ul>
          </section>
        ),
      )}
      {work && units.length === 0 && <p className="lead">{t('pick.none')}</p>}
    </Page>
  );
}
