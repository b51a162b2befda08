import './major-hazard.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  createMajorHazardUnit,
  getMajorHazardTables,
  listMajorHazardUnits,
  type MajorHazardUnitView,
  printMajorHazards,
  proposeMajorHazardUnits,
  updateMajorHazardUnit,
} from '@yufang/contract/major-hazard';
import { Button, Checkbox, Drawer, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay } from '../../shell/me.tsx';
import { Empty, ExportButton, Facts, HistoryTimeline, number, Reading, Section } from '../../ui/index.ts';
import { OfEnterprise } from '../org/of-enterprise.tsx';
import { Arithmetic } from './arithmetic.tsx';
import { LevelTag } from './level-tag.tsx';
import { Proposals } from './proposals.tsx';
import { UnitForm, type UnitValues } from './unit-form.tsx';

/** The units of one enterprise: what each is, whether it is a major hazard, and the arithmetic that says so. */
export function UnitsPage() {
  return <OfEnterprise>{(id) => <Units enterpriseId={id} />}</OfEnterprise>;
}

function Units({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { withdrawn }: { withdrawn?: 'true' } = useSearch({ strict: false });
  const [adding, setAdding] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [begin, setBegin] = useState<UnitValues | null>(null);
  const params = { enterpriseId };
  const units = useApi(listMajorHazardUnits, { params, query: { withdrawn: withdrawn ?? 'false' } });
  const tables = useApi(getMajorHazardTables, {}, { staleTime: 3_600_000 });
  const add = may(createMajorHazardUnit) && (
    <Button
      type="primary"
      onClick={() => {
        setBegin(null);
        setAdding(true);
      }}
    >
      {t('majorHazard.add')}
    </Button>
  );
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{t('majorHazard.title')}</h1>
          <p className="yf-lead">
            {t('majorHazard.lead', { standard: /^GB [\d-]+/.exec(tables.data?.standard ?? '')?.[0] ?? 'GB 18218' })}
          </p>
        </div>
        <div className="yf-head-actions">
          {(units.data?.rows.length ?? 0) > 0 && (
            <ExportButton
              route={printMajorHazards}
              input={{ params, query: { lang: currentLanguage() } }}
              label={t('majorHazard.print')}
            />
          )}
          {may(proposeMajorHazardUnits) && (
            <Button onClick={() => setChoosing(true)}>{t('majorHazard.fromVessels')}</Button>
          )}
          {add}
        </div>
      </header>
      <Checkbox
        className="yf-gap-below"
        checked={withdrawn === 'true'}
        onChange={(x) =>
          void navigate({
            to: '.',
            search: { withdrawn: x.target.checked ? 'true' : undefined },
            replace: true,
          } as never)
        }
      >
        {t('majorHazard.showWithdrawn')}
      </Checkbox>
      <Reading query={units}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('majorHazard.empty')} text={t('majorHazard.emptyHint')} />
          ) : (
            <>
              <div className="yf-hazard-sum">
                <Summary rows={rows} />
              </div>
              {rows.map((u) => (
                <Unit key={u.id} u={u} />
              ))}
            </>
          )
        }
      </Reading>
      <UnitForm enterpriseId={enterpriseId} unit={null} begin={begin} open={adding} onClose={() => setAdding(false)} />
      <Proposals
        enterpriseId={enterpriseId}
        open={choosing}
        onClose={() => setChoosing(false)}
        onTake={(values) => {
          setChoosing(false);
          setBegin(values);
          setAdding(true);
        }}
      />
    </div>
  );
}

function Summary({ rows }: { rows: readonly MajorHazardUnitView[] }) {
  const { t } = useTranslation();
  const active = rows.filter((r) => r.state === 'active');
  const levels = active.flatMap((r) => r.result.level ?? []);
  return (
    <Facts
      tight
      items={[
        { label: t('majorHazard.units'), value: <span className="yf-big">{number(active.length)}</span> },
        { label: t('majorHazard.major'), value: <span className="yf-big">{number(levels.length)}</span> },
        {
          label: t('majorHazard.highest'),
          value: <LevelTag level={levels.length > 0 ? Math.min(...levels) : null} />,
        },
      ]}
    />
  );
}

function Unit({ u }: { u: MajorHazardUnitView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const [history, setHistory] = useState(false);
  const move = useCommand(updateMajorHazardUnit, {
    done: t('majorHazard.saved'),
    stale: ['major-hazard', 'archive', 'history'],
  });
  const to = (state: 'active' | 'withdrawn') =>
    move.mutate({ params: { enterpriseId: u.enterpriseId, id: u.id }, body: { version: u.version, state } });
  const actions = (
    <Space wrap>
      <Button onClick={() => setHistory(true)}>{t('majorHazard.history')}</Button>
      {may(updateMajorHazardUnit) &&
        (u.state === 'active' ? (
          <>
            <Button loading={move.isPending} onClick={() => to('withdrawn')}>
              {t('majorHazard.withdraw')}
            </Button>
            <Button onClick={() => setEditing(true)}>{t('majorHazard.edit')}</Button>
          </>
        ) : (
          <Button loading={move.isPending} onClick={() => to('active')}>
            {t('majorHazard.restore')}
          </Button>
        ))}
    </Space>
  );
  return (
    <Section title={u.name} extra={actions}>
      <p className="yf-inline yf-hazard-mark">
        <LevelTag level={u.result.level} />
        {u.state === 'withdrawn' && <Tag>{t('majorHazard.withdrawn')}</Tag>}
        {u.result.unverified && <Tag>{t('majorHazard.unverified')}</Tag>}
      </p>
      <Facts
        items={[
          { label: t('majorHazard.field.kind'), value: t(`majorHazard.kindOf.${u.kind}`) },
          { label: t('majorHazard.field.location'), value: u.location },
          { label: t('majorHazard.field.peopleShort'), value: number(u.result.peopleWithin500M) },
          { label: t('majorHazard.field.assessedOn'), value: <span className="yf-figures">{u.assessedOn}</span> },
          { label: t('majorHazard.field.source'), value: t(`majorHazard.sourceOf.${u.source}`) },
          ...(u.note ? [{ label: t('majorHazard.field.note'), value: u.note, wide: true }] : []),
        ]}
      />
      <Arithmetic r={u.result} />
      <UnitForm enterpriseId={u.enterpriseId} unit={u} open={editing} onClose={() => setEditing(false)} />
      <Drawer open={history} onClose={() => setHistory(false)} title={u.name} size={520} destroyOnHidden>
        <History u={u} />
      </Drawer>
    </Section>
  );
}

function History({ u }: { u: MajorHazardUnitView }) {
  const { t } = useTranslation();
  const items = (value: unknown) =>
    Array.isArray(value) ? value.map((i) => `${i.substance} ${i.quantityT} t`).join('; ') : '';
  return (
    <HistoryTimeline
      enterpriseId={u.enterpriseId}
      entityId={u.id}
      actions={Object.fromEntries(
        (['create', 'update', 'assess', 'withdraw', 'restore'] as const).map((a) => [a, t(`majorHazard.action.${a}`)]),
      )}
      fields={{
        name: { label: t('majorHazard.field.name') },
        kind: { label: t('majorHazard.field.kind'), show: (v) => t(`majorHazard.kindOf.${String(v)}`) },
        location: { label: t('majorHazard.field.location') },
        people_within_500m: { label: t('majorHazard.field.peopleShort') },
        items: { label: t('majorHazard.field.items'), show: items },
        s: { label: 'S' },
        r: { label: 'R' },
        level: { label: t('majorHazard.field.level'), show: (v) => t(`majorHazard.levelOf.${String(v)}`) },
        note: { label: t('majorHazard.field.note') },
      }}
    />
  );
}
