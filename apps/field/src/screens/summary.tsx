import { useState } from 'react';
import { answerOf, missingFor, summaryOf } from '../drafts/round.ts';
import type { InspectionDraft } from '../drafts/types.ts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/parts.tsx';

/** What was found, before it is handed in; each line goes back to its question. */
export function SummaryView(props: {
  draft: InspectionDraft;
  onGo: (at: number) => void;
  onSubmit: () => Promise<void>;
}) {
  const { draft } = props;
  const [busy, setBusy] = useState(false);
  const sum = summaryOf(draft);
  const ready = draft.questions.length - sum.open.length;
  const figures = [
    ['normal', sum.normal],
    ['abnormal', sum.abnormal],
    ['not_applicable', sum.notApplicable],
  ] as const;
  return (
    <>
      <dl className="figures">
        {figures.map(([result, n]) => (
          <div key={result}>
            <dt>{t(`inspect.${result}`)}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      {sum.open.length > 0 && (
        <p className="lead">
          {t('inspect.open', { n: sum.open.length })} {t('inspect.openHint')}
        </p>
      )}
      <ul className="list">
        {draft.questions.map((q, i) => {
          const given = answerOf(draft, q);
          const missing = missingFor(q, given);
          return (
            <li key={q.recordId}>
              <button type="button" className={missing === null ? 'row' : 'row late'} onClick={() => props.onGo(i)}>
                <span className="grow">
                  <span className="row-title">{q.content}</span>
                  <span className="row-sub">
                    {[
                      q.unitName,
                      given?.danger?.name || null,
                      given && given.photos.length > 0 ? t('inspect.photoN', { n: given.photos.length }) : null,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                <span className={`row-end ${given?.result ?? ''}`}>
                  {given?.result ? t(`inspect.${given.result}`) : '—'}
                </span>
                <Icon name="more" />
              </button>
            </li>
          );
        })}
      </ul>
      <div className="steps">
        <button type="button" className="second" onClick={() => props.onGo(sum.open[0] ?? draft.questions.length - 1)}>
          {t('inspect.prev')}
        </button>
        <button
          type="button"
          className="primary"
          disabled={busy || ready === 0}
          onClick={() => {
            setBusy(true);
            void props.onSubmit().finally(() => setBusy(false));
          }}
        >
          {sum.open.length === 0 ? t('inspect.submit') : t('inspect.submitSome', { n: ready })}
        </button>
      </div>
    </>
  );
}
