import './risk.css';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { exportWorksheets, printPaper } from '@yufang/contract/card';
import {
  createRiskEvent,
  createRiskObject,
  createRiskUnit,
  getRiskObject,
  getRiskUnit,
  listRiskTree,
} from '@yufang/contract/risk';
import type { RiskNode } from '@yufang/contract/risk-rows';
import { ENTERPRISE_MANAGERS } from '@yufang/domain';
import { Button, Space, Tree } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiQuery, useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord } from '../../i18n/use-word.ts';
import { hasRole, useMay, useMe } from '../../shell/me.tsx';
import { Empty, ExportButton, Facts, GradeTag, Loading, Reading, Section } from '../../ui/index.ts';
import { useBulk } from './bulk-bar.tsx';
import { CopyDrawer, EventDrawer, ObjectDrawer, UnitDrawer } from './chain-drawers.tsx';
import { OfEnterprise } from './place.tsx';
import { ViewSwitch } from './risk-list.tsx';
import { RiskPanel } from './risk-panel.tsx';

type Kind = RiskNode['kind'];
type Leaf = { key: string; title: React.ReactNode; isLeaf: boolean; node: RiskNode; children?: Leaf[] };
type Open = { what: 'object' | 'unit' | 'event' | 'copy' | 'editObject' | 'editUnit'; id?: string } | null;

/** The chain as a tree: left what there is, right the row chosen, and what can be added below it. */
export function RiskTree() {
  return <OfEnterprise>{(id) => <Chain key={id} enterpriseId={id} />}</OfEnterprise>;
}

const put = (leaves: Leaf[], key: string, children: Leaf[]): Leaf[] =>
  leaves.map((l) =>
    l.key === key ? { ...l, children } : l.children ? { ...l, children: put(l.children, key, children) } : l,
  );

function Chain({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const client = useQueryClient();
  const navigate = useNavigate();
  const may = useMay();
  const search: { node?: string } = useSearch({ strict: false });
  const [leaves, setLeaves] = useState<Leaf[] | null>(null);
  const [expanded, setExpanded] = useState<string[]>([]);
  const [open, setOpen] = useState<Open>(null);
  const [round, setRound] = useState(0);
  const leaf = (n: RiskNode): Leaf => ({
    key: `${n.kind}:${n.id}`,
    node: n,
    isLeaf: n.kind === 'measure' || n.children === 0,
    title: (
      <span className="yf-risk-node">
        {n.kind === 'measure' ? (
          <span className="yf-quiet">{n.sub && word('measureClass', n.sub as 'ppe')}</span>
        ) : (
          <GradeTag grade={n.liveGrade} bare />
        )}
        <span>{n.name}</span>
        {n.children > 0 && <span className="yf-quiet yf-figures">{n.children}</span>}
        {n.stopped && <span className="yf-quiet">{t('risk.unit.stopped')}</span>}
      </span>
    ),
  });
  const level = async (parentKind?: 'object' | 'unit' | 'event', parentId?: string): Promise<Leaf[]> => {
    const out: Leaf[] = [];
    for (let after: string | undefined; ; ) {
      const page = await client.fetchQuery(
        apiQuery(listRiskTree, {
          params: { enterpriseId },
          query: {
            limit: 200,
            ...(parentKind && parentId ? { parentKind, parentId } : {}),
            ...(after ? { after } : {}),
          },
        }),
      );
      out.push(...page.rows.map(leaf));
      if (!page.next) return out;
      after = page.next;
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when something was written (`round`) or the language changed
  useEffect(() => {
    let here = true;
    const read = async () => {
      let tree = await level();
      for (const key of expanded) {
        const [kind, id] = key.split(':');
        if (kind !== 'measure' && id) tree = put(tree, key, await level(kind as 'object', id));
      }
      if (here) setLeaves(tree);
    };
    void read();
    return () => {
      here = false;
    };
  }, [round, enterpriseId, t]);
  const again = () => {
    void client.invalidateQueries({ queryKey: ['risk'] }).then(() => setRound((n) => n + 1));
  };
  const [kind, id] = (search.node ?? '').split(':') as [Kind | '', string | undefined];
  const choose = (key: string | undefined) =>
    void navigate({ to: '.', search: (o: Record<string, unknown>) => ({ ...o, node: key }), replace: true });
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{t('risk.tree.title')}</h1>
          <p className="yf-lead">{t('risk.tree.lead')}</p>
        </div>
        <div className="yf-head-actions">
          {may(createRiskObject) && (
            <Button type={kind ? 'default' : 'primary'} onClick={() => setOpen({ what: 'object' })}>
              {t('risk.tree.addObject')}
            </Button>
          )}
        </div>
      </header>
      <ViewSwitch at="tree" />
      {leaves === null ? (
        <Loading />
      ) : leaves.length === 0 ? (
        <Empty title={t('risk.list.empty')} text={t('risk.list.emptyHint')} />
      ) : (
        <div className="yf-risk-split">
          <Tree<Leaf>
            aria-label={t('risk.tree.title')}
            treeData={leaves}
            blockNode
            expandedKeys={expanded}
            selectedKeys={search.node ? [search.node] : []}
            onExpand={(keys) => setExpanded(keys.map(String))}
            onSelect={(_, { node }) => choose(node.key)}
            loadData={async ({ key, node }) => {
              if (node.kind === 'measure') return;
              const children = await level(node.kind, node.id);
              setLeaves((old) => put(old ?? [], key, children));
            }}
          />
          <div>
            {kind === 'object' && id && <ObjectPane enterpriseId={enterpriseId} id={id} open={setOpen} again={again} />}
            {kind === 'unit' && id && <UnitPane enterpriseId={enterpriseId} id={id} open={setOpen} again={again} />}
            {kind === 'event' && id && (
              <>
                <Button
                  type="primary"
                  onClick={() => void navigate({ to: `/enterprises/${enterpriseId}/risks/${id}` })}
                >
                  {t('risk.tree.openSheet')}
                </Button>
                <RiskPanel row={{ id, enterpriseId }} />
              </>
            )}
            {!kind && <p className="yf-quiet">{t('risk.tree.choose')}</p>}
          </div>
        </div>
      )}
      <ObjectDrawer
        enterpriseId={enterpriseId}
        {...(open?.what === 'editObject' && open.id ? { id: open.id } : {})}
        open={open?.what === 'object' || open?.what === 'editObject'}
        onClose={() => setOpen(null)}
        onDone={(o) => {
          choose(`object:${o}`);
          again();
        }}
      />
      <UnitDrawer
        enterpriseId={enterpriseId}
        {...(open?.what === 'editUnit' && open.id ? { id: open.id } : {})}
        {...(open?.what === 'unit' && open.id ? { objectId: open.id } : {})}
        open={open?.what === 'unit' || open?.what === 'editUnit'}
        onClose={() => setOpen(null)}
        onDone={again}
      />
      <CopyDrawer
        enterpriseId={enterpriseId}
        id={open?.what === 'copy' ? (open.id ?? '') : ''}
        open={open?.what === 'copy'}
        onClose={() => setOpen(null)}
        onDone={again}
      />
      <EventDrawer
        enterpriseId={enterpriseId}
        unitId={open?.what === 'event' ? (open.id ?? '') : ''}
        open={open?.what === 'event'}
        onClose={() => setOpen(null)}
        onDone={(e) => void navigate({ to: `/enterprises/${enterpriseId}/risks/${e}` })}
      />
    </div>
  );
}

type Pane = { enterpriseId: string; id: string; open: (o: Open) => void; again: () => void };

function ObjectPane({ enterpriseId, id, open, again }: Pane) {
  const { t } = useTranslation();
  const word = useWord();
  const may = useMay();
  const manages = hasRole(useMe(), ENTERPRISE_MANAGERS);
  const query = useApi(getRiskObject, { params: { enterpriseId, id } });
  const bulk = useBulk(enterpriseId);
  return (
    <Reading query={query}>
      {(o) => (
        <Section title={o.name} extra={<GradeTag grade={o.liveGrade} long />}>
          <Facts
            items={[
              { label: t('risk.field.kind'), value: word('objectKind', o.kind) },
              { label: t('risk.field.orgUnit'), value: o.orgUnitName },
              { label: t('risk.field.duty'), value: o.dutyPersonName },
              { label: t('risk.field.location'), value: o.location },
              { label: t('risk.field.majorHazard'), value: o.majorHazard ? t('risk.yes') : t('risk.no') },
              { label: t('risk.field.units'), value: o.units },
            ]}
          />
          {may(createRiskUnit) && (
            <Space wrap>
              <Button type="primary" onClick={() => open({ what: 'unit', id })}>
                {t('risk.tree.addUnit')}
              </Button>
              <Button onClick={() => open({ what: 'editObject', id })}>{t('risk.tree.edit')}</Button>
              {manages && (
                <Button
                  onClick={() =>
                    bulk.run([{ entity: 'object', id, version: o.version, set: { state: 'withdrawn' } }], again)
                  }
                >
                  {t('risk.bulk.withdraw')}
                </Button>
              )}
            </Space>
          )}
        </Section>
      )}
    </Reading>
  );
}

function UnitPane({ enterpriseId, id, open, again }: Pane) {
  const { t } = useTranslation();
  const word = useWord();
  const may = useMay();
  const manages = hasRole(useMe(), ENTERPRISE_MANAGERS);
  const query = useApi(getRiskUnit, { params: { enterpriseId, id } });
  const bulk = useBulk(enterpriseId);
  return (
    <Reading query={query}>
      {(u) => (
        <Section title={u.name} extra={<GradeTag grade={u.liveGrade} long />}>
          <Facts
            items={[
              { label: t('risk.field.object'), value: u.objectName },
              { label: t('risk.field.worksheet'), value: word('worksheet', u.worksheet) },
              { label: t('risk.field.orgUnit'), value: u.orgUnitName },
              { label: t('risk.field.duty'), value: u.dutyPersonName },
              { label: t('risk.field.grade'), value: <GradeTag grade={u.grade} /> },
              { label: t('risk.unit.stopped'), value: u.stopped ? (u.stoppedReason ?? t('risk.yes')) : t('risk.no') },
            ]}
          />
          {may(createRiskEvent) && (
            <Space wrap>
              <Button type="primary" onClick={() => open({ what: 'event', id })}>
                {t('risk.tree.addEvent')}
              </Button>
              <Button onClick={() => open({ what: 'editUnit', id })}>{t('risk.tree.editUnit')}</Button>
              <Button onClick={() => open({ what: 'copy', id })}>{t('risk.tree.copy')}</Button>
              {manages && (
                <Button
                  onClick={() =>
                    bulk.run([{ entity: 'unit', id, version: u.version, set: { state: 'withdrawn' } }], again)
                  }
                >
                  {t('risk.bulk.withdraw')}
                </Button>
              )}
            </Space>
          )}
          <p className="yf-gap-above yf-inline">
            <ExportButton
              route={printPaper}
              input={{ params: { enterpriseId, paper: 'worksheets' }, query: { unitId: id, lang: currentLanguage() } }}
              label={t('risk.print.worksheets')}
            />
            <ExportButton
              route={exportWorksheets}
              input={{ params: { enterpriseId }, query: { unitId: id, lang: currentLanguage() } }}
              label={t('risk.print.worksheetBook')}
            />
          </p>
        </Section>
      )}
    </Reading>
  );
}
