import type { PublicReportView, ScanResult } from '@yufang/contract';
import { useEffect, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { call, has } from '../sync/api.ts';
import { Field, Note } from '../ui/parts.tsx';
import { Frame, whyNot } from './frame.tsx';
import { freshTell, keepTell, keptTell, type Tell } from './kept-tell.ts';
import { Thanks } from './thanks.tsx';
import { Where } from './where.tsx';

const WHAT_LEAST = 4;
const looksRight = has<PublicReportView>({ followCode: 'string', state: 'string' });

/** Report a danger in three steps: what, where, how to reach you (if you like). What is typed outlives a reload of the page. */
export function TellPage({ card }: { card: string | null }) {
  const [tell, setTell] = useState<Tell>(() => keptTell(card) ?? freshTell(card));
  const [step, setStep] = useState(1);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<PublicReportView | null>(null);
  const [firm, setFirm] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!card) return;
    const path = `/api/v1/public/cards/${encodeURIComponent(card)}`;
    void call('GET', path, { looksRight: has<ScanResult>({ card: 'object' }), anonymous: true }).then(
      (r) => r.ok && setFirm(r.body.card.name),
    );
  }, [card]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step takes the focus
  useEffect(() => heading.current?.focus({ preventScroll: true }), [step]);

  const change = (next: Partial<Tell>) => {
    const changed = { ...tell, ...next };
    setTell(changed);
    setWrong(null);
    keepTell(changed);
  };
  const missing = (): string | null => {
    if (step === 1 && tell.description.trim().length < WHAT_LEAST) return t('tell.whatMissing');
    if (step === 2 && !card && (!tell.countyCode || tell.place.trim() === '')) return t('tell.placeMissing');
    return null;
  };
  const send = async () => {
    setBusy(true);
    const { id, description, place, countyCode, fix, phone } = tell;
    const reply = await call('POST', '/api/v1/public/reports', {
      body: {
        id,
        cardCode: card,
        countyCode: card ? null : countyCode || null,
        place: place.trim(),
        description: description.trim(),
        lon: fix?.lon ?? null,
        lat: fix?.lat ?? null,
        phone: phone.trim() || null,
      },
      looksRight,
      anonymous: true,
    });
    setBusy(false);
    if (!reply.ok) return setWrong(whyNot(reply));
    keepTell(null);
    setDone(reply.body);
  };
  const next = () => {
    const why = missing();
    setWrong(why);
    if (why) return;
    if (step < 3) setStep(step + 1);
    else void send();
  };
  if (done)
    return (
      <Frame title={t('tell.thanks')}>
        <Thanks code={done.followCode} />
      </Frame>
    );
  return (
    <Frame title={t('tell.title')}>
      <p className="progress">
        <progress value={step} max={3} aria-label={t('tell.step', { n: step })} />
        <span aria-hidden="true">{step}/3</span>
      </p>
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          next();
        }}
      >
        <h2 ref={heading} tabIndex={-1} className="ask">
          {t(step === 1 ? 'tell.what' : step === 2 ? 'tell.where' : 'tell.who')}
        </h2>
        {step === 1 && (
          <>
            <textarea
              aria-label={t('tell.what')}
              rows={5}
              maxLength={2000}
              value={tell.description}
              onChange={(e) => change({ description: e.target.value })}
            />
            <p className="hint">{t('tell.whatHint')}</p>
            <p className="hint">{t('tell.urgent')}</p>
          </>
        )}
        {step === 2 && <Where tell={tell} firm={firm} change={change} />}
        {step === 3 && (
          <Field id="tell-phone" label={t('tell.phone')} hint={t('tell.phoneHint')}>
            {(id) => (
              <input
                id={id}
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                maxLength={20}
                value={tell.phone}
                onChange={(e) => change({ phone: e.target.value })}
              />
            )}
          </Field>
        )}
        {wrong && <Note tone="warn">{wrong}</Note>}
        <div className="steps">
          {step > 1 && (
            <button type="button" className="second" disabled={busy} onClick={() => setStep(step - 1)}>
              {t('tell.back')}
            </button>
          )}
          <button type="submit" className="primary" disabled={busy}>
            {t(step < 3 ? 'tell.next' : busy ? 'tell.sending' : 'tell.send')}
          </button>
        </div>
      </form>
      {step === 1 && <Already />}
    </Frame>
  );
}

/** The way to a report that was made before. */
function Already() {
  const [code, setCode] = useState('');
  return (
    <form
      className="ways"
      onSubmit={(e) => {
        e.preventDefault();
        if (code.trim() !== '') location.assign(`/12350/${encodeURIComponent(code.trim())}`);
      }}
    >
      <h2>{t('tell.already')}</h2>
      <Field id="tell-code" label={t('tell.code')}>
        {(id) => (
          <input
            id={id}
            autoCapitalize="characters"
            autoComplete="off"
            maxLength={20}
            value={code}
            onChange={(e) => setCode(e.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="second wide">
        {t('tell.check')}
      </button>
    </form>
  );
}
