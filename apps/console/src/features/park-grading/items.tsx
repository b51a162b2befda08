import type { ParkGradingView } from '@yufang/contract/park-grading';
import type { ParkGradingItem } from '@yufang/domain';
import { Checkbox, Input, InputNumber, Segmented, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/index.ts';
import { Evidence } from './evidence.tsx';
import { nameOf } from './labels.tsx';
import type { Scores } from './use-scores.ts';

/** The elements with their items: score, evidence, and what of the guide was not read. */
export function Items({ g, scores, editing }: { g: ParkGradingView; scores: Scores; editing: boolean }) {
  const { t } = useTranslation();
  const table = g.table.payload;
  return table.elements.map((e) => {
    const sums = scores.result.elements.find((x) => x.id === e.id);
    const own = table.items.filter((i) => i.element === e.id);
    return (
      <Section
        key={e.id}
        title={nameOf(e)}
        extra={
          <span className="yf-inline">
            {own.length > 0 && (
              <span className="yf-figures">
                {t('parkGrading.elementSum', { earned: sums?.earned ?? 0, applicable: sums?.applicable ?? 0 })}
              </span>
            )}
            {e.points === null ? (
              <Tag>{t('parkGrading.elementUnread')}</Tag>
            ) : (
              sums?.listed !== e.points && (
                <Tag>{t('parkGrading.elementRead', { listed: sums?.listed ?? 0, points: e.points })}</Tag>
              )
            )}
          </span>
        }
      >
        {own.length === 0 ? (
          <p className="yf-quiet">{t('parkGrading.elementEmpty')}</p>
        ) : (
          own.map((item) => <Item key={item.code} g={g} item={item} scores={scores} editing={editing} />)
        )}
      </Section>
    );
  });
}

function Item({
  g,
  item,
  scores,
  editing,
}: {
  g: ParkGradingView;
  item: ParkGradingItem;
  scores: Scores;
  editing: boolean;
}) {
  const { t } = useTranslation();
  const a = scores.answers.get(item.code);
  const applicable = a?.applicable ?? true;
  const score = a?.score ?? null;
  const name = nameOf(item);
  return (
    <div className="yf-grading-item">
      <div>
        <p className="yf-strong">{name}</p>
        <p className="yf-inline">
          {item.evidence && <span className="yf-quiet">{t('parkGrading.needs', { text: item.evidence })}</span>}
          {item.certainty !== 'confirmed' && <Tag>{t('parkGrading.unsure')}</Tag>}
        </p>
      </div>
      {editing ? (
        <>
          <div className="yf-inline">
            {item.ladder ? (
              <Segmented
                aria-label={`${t('parkGrading.score')} ${name}`}
                disabled={!applicable}
                value={score ?? undefined}
                options={item.ladder.map((value) => ({ value, label: String(value) }))}
                onChange={(value) => scores.answer(item.code, { score: Number(value) })}
              />
            ) : (
              <InputNumber
                aria-label={`${t('parkGrading.score')} ${name}`}
                disabled={!applicable}
                step={1}
                // As it was typed: a score that is moved to the highest quietly is a wrong score.
                {...(score !== null && (score < 0 || score > item.max) ? { status: 'error' as const } : {})}
                value={score}
                onChange={(value) => scores.answer(item.code, { score: value })}
              />
            )}
            <span className="yf-quiet">{t('parkGrading.of', { max: item.max })}</span>
            {g.table.payload.normalisation.notApplicable && (
              <Checkbox
                checked={!applicable}
                onChange={(x) => scores.answer(item.code, { applicable: !x.target.checked, score: null })}
              >
                {t('parkGrading.notApplicable')}
              </Checkbox>
            )}
          </div>
          <div>
            <Input.TextArea
              aria-label={`${t('parkGrading.note')} ${name}`}
              autoSize={{ minRows: 1, maxRows: 6 }}
              maxLength={2000}
              placeholder={t('parkGrading.noteHint')}
              value={a?.note ?? ''}
              onChange={(x) => scores.answer(item.code, { note: x.target.value || null })}
            />
            <Evidence g={g} ids={a?.files ?? []} onChange={(files) => scores.answer(item.code, { files })} />
            {scores.unproved.includes(item.code) && <p className="yf-quiet">{t('parkGrading.unproved')}</p>}
          </div>
        </>
      ) : (
        <>
          <p className="yf-figures">
            {!applicable ? (
              t('parkGrading.notApplicable')
            ) : score === null ? (
              <span className="yf-quiet">{t('parkGrading.waiting')}</span>
            ) : (
              <>
                <strong>{score}</strong> <span className="yf-quiet">{t('parkGrading.of', { max: item.max })}</span>
              </>
            )}
          </p>
          <div>
            <p>{a?.note ?? '–'}</p>
            <Evidence g={g} ids={a?.files ?? []} />
          </div>
        </>
      )}
    </div>
  );
}

/** What gives class A at once: found to hold, with why. */
export function Vetoes({ g, scores, editing }: { g: ParkGradingView; scores: Scores; editing: boolean }) {
  const { t } = useTranslation();
  const list = g.table.payload.vetoes;
  return (
    <Section title={t('parkGrading.vetoes')}>
      {list.length === 0 && <p className="yf-quiet">{t('parkGrading.vetoesNone')}</p>}
      {list.map((v) => {
        const held = scores.vetoes.get(v.code);
        return (
          <div key={v.code} className="yf-grading-item">
            <p>{nameOf(v)}</p>
            <Checkbox
              disabled={!editing}
              checked={held !== undefined}
              onChange={(x) => scores.veto(v.code, x.target.checked ? '' : null)}
            >
              {t('parkGrading.vetoHolds')}
            </Checkbox>
            {held && (
              <div>
                <Input.TextArea
                  aria-label={`${t('parkGrading.vetoWhy')} ${nameOf(v)}`}
                  aria-required
                  readOnly={!editing}
                  autoSize
                  maxLength={2000}
                  placeholder={t('parkGrading.vetoWhy')}
                  {...(editing && !held.note.trim() ? { status: 'error' as const } : {})}
                  value={held.note}
                  onChange={(x) => scores.veto(v.code, x.target.value)}
                />
                {editing && !held.note.trim() && <p className="yf-quiet">{t('parkGrading.vetoUnreasoned')}</p>}
              </div>
            )}
          </div>
        );
      })}
    </Section>
  );
}
