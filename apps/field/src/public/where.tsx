import { useEffect, useState } from 'react';
import { t } from '../i18n/index.ts';
import { named } from '../lib/format.ts';
import { call, has } from '../sync/api.ts';
import { Field, Icon } from '../ui/parts.tsx';
import { whyNot } from './frame.tsx';
import type { Tell } from './kept-tell.ts';

type Option = { readonly code: string; readonly name: string; readonly nameEn: string | null };
type Cities = { readonly cities: readonly (Option & { readonly counties: readonly Option[] })[] };

/** Where it is: an enterprise whose code was scanned, else city, county and words; with the phone's own position if one likes. */
export function Where(props: { tell: Tell; firm: string | null; change: (next: Partial<Tell>) => void }) {
  const { tell, change } = props;
  return (
    <>
      {tell.card ? (
        <p className="note">
          {t('tell.at')}
          <strong className="firm">{props.firm ?? tell.card}</strong>
        </p>
      ) : (
        <Regions tell={tell} change={change} />
      )}
      <Field
        id="tell-place"
        label={t(tell.card ? 'tell.placeOptional' : 'tell.place')}
        {...(tell.card ? {} : { hint: t('tell.placeHint') })}
      >
        {(id) => (
          <input id={id} maxLength={200} value={tell.place} onChange={(e) => change({ place: e.target.value })} />
        )}
      </Field>
      <Position tell={tell} change={change} />
    </>
  );
}

function Regions({ tell, change }: { tell: Tell; change: (next: Partial<Tell>) => void }) {
  const [lists, setLists] = useState<Cities | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const looksRight = has<Cities>({ cities: 'array' });
    void call('GET', '/api/v1/public/registration-form', { looksRight, anonymous: true }).then((reply) =>
      reply.ok ? setLists(reply.body) : setProblem(whyNot(reply)),
    );
  }, []);
  const city = lists?.cities.find((c) => c.code === tell.cityCode);
  // A city without counties of its own (济源) is its own county.
  const counties = city ? (city.counties.length > 0 ? city.counties : [city]) : [];
  const option = (o: Option) => (
    <option key={o.code} value={o.code}>
      {named(o.name, o.nameEn)}
    </option>
  );
  return (
    <>
      {problem && <p className="note warn">{problem}</p>}
      <Field id="tell-city" label={t('tell.city')}>
        {(id) => (
          <select
            id={id}
            value={tell.cityCode}
            onChange={(e) => {
              const chosen = lists?.cities.find((c) => c.code === e.target.value);
              const only = chosen && chosen.counties.length <= 1 ? (chosen.counties[0]?.code ?? chosen.code) : '';
              change({ cityCode: e.target.value, countyCode: only });
            }}
          >
            <option value="">{t('tell.choose')}</option>
            {lists?.cities.map(option)}
          </select>
        )}
      </Field>
      <Field id="tell-county" label={t('tell.county')}>
        {(id) => (
          <select
            id={id}
            value={tell.countyCode}
            disabled={!city}
            onChange={(e) => change({ countyCode: e.target.value })}
          >
            <option value="">{t('tell.choose')}</option>
            {counties.map(option)}
          </select>
        )}
      </Field>
    </>
  );
}

/** The phone's position, only when it is asked for. */
function Position({ tell, change }: { tell: Tell; change: (next: Partial<Tell>) => void }) {
  const [failed, setFailed] = useState(false);
  const geo: Geolocation | undefined = navigator.geolocation;
  if (!geo) return null;
  if (tell.fix)
    return (
      <p className="hint place">
        <Icon name="place" />
        {t('tell.fixed', { m: Math.round(tell.fix.accuracyM) })}
      </p>
    );
  return (
    <>
      <button
        type="button"
        className="second wide"
        onClick={() =>
          geo.getCurrentPosition(
            ({ coords }) =>
              change({ fix: { lon: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy } }),
            () => setFailed(true),
            { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
          )
        }
      >
        <Icon name="place" />
        {t('tell.fix')}
      </button>
      {failed && (
        <p className="hint" role="status">
          {t('tell.fixFailed')}
        </p>
      )}
    </>
  );
}
