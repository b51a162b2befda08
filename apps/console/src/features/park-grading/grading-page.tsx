import './park-grading.css';
import { Link } from '@tanstack/react-router';
import {
  getParkGrading,
  getParkGradingHistory,
  type ParkGradingView,
  saveParkGrading,
} from '@yufang/contract/park-grading';
import { Alert, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import { Reading, Section, Timeline } from '../../ui/index.ts';
import { ParkPages } from '../park/park-frame.tsx';
import { useParkId, useRowId } from '../park/use-park.ts';
import { GradingActions } from './grading-actions.tsx';
import { Items, Vetoes } from './items.tsx';
import { GradeText, GradingState, nameOf } from './labels.tsx';
import { useScores } from './use-scores.ts';

/** One grading: item by item with evidence, the arithmetic, what the table lacks, and who did what. */
export function GradingPage() {
  const parkId = useParkId();
  const id = useRowId();
  const grading = useApi(getParkGrading, { params: { parkId, id } });
  return (
    <>
      <ParkPages parkId={parkId} />
      {/* A new version is a new beginning: what was typed was saved, or somebody else was faster and it is shown. */}
      <Reading query={grading}>{(g) => <Grading key={g.version} g={g} />}</Reading>
    </>
  );
}

function Grading({ g }: { g: ParkGradingView }) {
  const { t } = useTranslation();
  const may = useMay();
  const editing = g.state === 'draft' && may(saveParkGrading);
  const scores = useScores(g);
  const shown = { grade: scores.result.grade, provisional: scores.result.provisional.length > 0 };
  return (
    <article className="yf-record">
      <header className="yf-head">
        <div>
          <p className="yf-over">
            <Link to={`/parks/${g.parkId}/gradings`}>{t('parkGrading.title')}</Link>
          </p>
          <h1>{g.title}</h1>
          <div className="yf-record-meta">
            <GradingState state={g.state} />
            <GradeText g={shown} table={g.table.payload} />
            {g.invented && <Tag>{t('parkGrading.invented')}</Tag>}
            {g.againOn && <span className="yf-quiet">{t('parkGrading.againOn', { day: g.againOn })}</span>}
            {g.reason && <span className="yf-quiet">{`${t('parkGrading.reason')} · ${g.reason}`}</span>}
          </div>
        </div>
        <div className="yf-head-actions">
          <GradingActions g={g} scores={scores} editing={editing} />
        </div>
      </header>
      <div className="yf-record-body yf-record-two">
        <div>
          <Provisional g={g} />
          <Sum g={g} result={scores.result} />
          <Items g={g} scores={scores} editing={editing} />
          <Vetoes g={g} scores={scores} editing={editing} />
        </div>
        <aside aria-label={t('parkGrading.history')}>
          <History g={g} />
        </aside>
      </div>
    </article>
  );
}

function Provisional({ g }: { g: ParkGradingView }) {
  const { t } = useTranslation();
  const table = g.table.payload;
  if (g.result.provisional.length === 0) return null;
  return (
    <Alert
      className="yf-gap-below"
      type="warning"
      showIcon
      title={t('parkGrading.whyTitle')}
      description={
        <>
          <p>{g.result.provisional.map((r) => t(`parkGrading.why.${r}`)).join(' · ')}</p>
          {table.unread.length > 0 && (
            <>
              <p>{t('parkGrading.unread')}</p>
              <ul className="yf-grading-unread">
                {table.unread.map((u) => (
                  <li key={u.label}>{nameOf(u)}</li>
                ))}
              </ul>
            </>
          )}
        </>
      }
    />
  );
}

function Sum({ g, result }: { g: ParkGradingView; result: ReturnType<typeof useScores>['result'] }) {
  const { t } = useTranslation();
  const { bands } = g.table.payload;
  const title = currentLanguage() === 'en' ? g.table.titleEn : g.table.title;
  return (
    <Section title={t('parkGrading.sumTitle')}>
      <p className="yf-figures">
        {t('parkGrading.sum', {
          earned: result.earned,
          applicable: result.applicable,
          percent: result.percent ?? '–',
        })}
        {' → '}
        {result.grade ?? t('parkGrading.notGraded')}
      </p>
      {result.missing.length > 0 && (
        <p className="yf-quiet">{t('parkGrading.missing', { count: result.missing.length })}</p>
      )}
      <p className="yf-quiet">
        {bands
          .map((b, i) =>
            i === 0
              ? t('parkGrading.bandFirst', { grade: b.grade, label: nameOf(b), next: bands[1]?.min ?? '' })
              : t('parkGrading.band', { grade: b.grade, label: nameOf(b), min: b.min }),
          )
          .join(' · ')}
      </p>
      <p className="yf-quiet">{t('parkGrading.tableOf', { title, edition: g.table.edition })}</p>
    </Section>
  );
}

function History({ g }: { g: ParkGradingView }) {
  const { t } = useTranslation();
  const word = useWord();
  const history = useApi(getParkGradingHistory, { params: { parkId: g.parkId, id: g.id } });
  const show = (field: string, value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (field === 'state') return t(`parkGrading.stateOf.${String(value)}`);
    if (field !== 'answers' || !Array.isArray(value)) return String(value);
    const scored = value.filter((a) => typeof a?.score === 'number');
    const sum = scored.reduce((n, a) => n + Math.round(a.score * 100), 0) / 100;
    return t('parkGrading.answersOf', { n: scored.length, sum });
  };
  const fields = ['title', 'answers', 'grade', 'state', 'reason'] as const;
  return (
    <Reading query={history} rows={4}>
      {({ rows }) => (
        <Timeline
          title={t('parkGrading.history')}
          entries={rows.map((r) => ({
            key: String(r.seq),
            at: r.at,
            who: r.actorRole === 'system' ? t('shell.record.system') : r.actorName,
            ...(r.actorRole === 'system' ? {} : { role: word('role', r.actorRole as never) }),
            what: t(`parkGrading.action.${r.action}`),
            changes: fields
              .filter((f) => f in r.after && (r.before !== null || f === 'title'))
              .map((f) => ({
                label: t(`parkGrading.field.${f}`),
                before: r.before === null ? null : show(f, r.before[f]),
                after: show(f, r.after[f]),
              })),
          }))}
        />
      )}
    </Reading>
  );
}
