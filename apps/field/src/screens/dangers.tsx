import { type LocalDanger, nextSteps, sortForMe } from '../danger/local-dangers.ts';
import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { useField } from '../ui/context.tsx';
import { Empty, Icon, Page, Row } from '../ui/parts.tsx';
import { useDangers } from '../ui/use-dangers.ts';
import { useWork } from '../ui/use-work.ts';

/** 隐患: what waits for me, what is under way, what is over. */
export function DangersScreen() {
  const { holder } = useField();
  const dangers = useDangers();
  const units = useWork()?.units;
  if (!dangers) return <p className="loading">{t('app.loading')}</p>;
  const { mine, others, over } = sortForMe(dangers, holder.role);
  const row = (d: LocalDanger) => (
    <DangerRow
      key={d.id}
      danger={d}
      role={holder.role}
      place={d.location ?? units?.get(d.unitId ?? '')?.name ?? null}
    />
  );
  return (
    <Page title={t('danger.title')}>
      <button type="button" className="primary wide" onClick={() => go('/report')}>
        <Icon name="camera" />
        {t('danger.report')}
      </button>
      {dangers.length === 0 && <Empty title={t('danger.empty')} text={t('danger.emptyText')} />}
      {mine.length > 0 && (
        <section>
          <h2>{t('danger.mine')}</h2>
          <ul className="list">{mine.map(row)}</ul>
        </section>
      )}
      {others.length > 0 && (
        <section>
          <h2>{t('danger.others')}</h2>
          <ul className="list">{others.map(row)}</ul>
        </section>
      )}
      {over.length > 0 && (
        <details className="fold">
          <summary>
            {t('danger.over')} · {over.length}
          </summary>
          <ul className="list quiet">{over.map(row)}</ul>
        </details>
      )}
    </Page>
  );
}

function DangerRow({ danger, role, place }: { danger: LocalDanger; role: string; place: string | null }) {
  const next = nextSteps(danger, role)[0];
  const waiting =
    danger.pending === 'report'
      ? t('danger.waitingReport')
      : danger.pending
        ? t('danger.waiting', { step: t(`step.${danger.pending}`) })
        : null;
  const facts = [
    danger.level === 'major' ? t('level.major') : null,
    place,
    danger.overdue
      ? t('danger.deadlineOver')
      : danger.deadline
        ? `${t('danger.deadline')} ${danger.deadline.slice(5)}`
        : null,
    danger.refused ? t('danger.refused') : waiting,
  ];
  return (
    <Row
      onClick={() => go(`/danger/${danger.id}`)}
      late={danger.overdue || danger.refused}
      title={danger.name}
      sub={
        <>
          {facts.filter(Boolean).join(' · ')}
          {next && next !== 'withdraw' && <span className="row-next">{t(`step.${next}`)}</span>}
        </>
      }
      end={t(`status.${danger.status}`)}
    />
  );
}
