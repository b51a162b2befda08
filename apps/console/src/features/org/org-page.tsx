import {
  createOrgUnit,
  createPost,
  getOrgTree,
  listOrgGaps,
  type OrgUnitView,
  type PostView,
  setPostHolders,
  updateOrgUnit,
  updatePost,
} from '@yufang/contract';
import { ORG_UNIT_KINDS, type OrgUnitKind } from '@yufang/domain';
import { App, Button, Form, Input, Select, Space, Tree } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { Empty, FormDrawer, Reading, Section, StateTag, useUndo } from '../../ui/index.ts';
import { OfEnterprise } from './of-enterprise.tsx';
import { PeopleField } from './people-field.tsx';

type Node = { key: string; title: string; children: Node[] };
const STALE = ['org', 'archive'];

/** Company → department or workshop → team → posts, and what is not settled yet. */
export function OrgPage() {
  return <OfEnterprise>{(id) => <Org enterpriseId={id} />}</OfEnterprise>;
}

function Org({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const tree = useApi(getOrgTree, { params: { enterpriseId } });
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{t('org.tree.title')}</h1>
          <p className="yf-lead">{t('org.tree.lead')}</p>
        </div>
      </header>
      <Reading query={tree}>
        {(data) => <Editor enterpriseId={enterpriseId} units={data.units} posts={data.posts} />}
      </Reading>
      <Gaps enterpriseId={enterpriseId} />
    </div>
  );
}

const below = (units: readonly OrgUnitView[], parent: string | null): Node[] =>
  units.filter((u) => u.parentId === parent).map((u) => ({ key: u.id, title: u.name, children: below(units, u.id) }));

function Editor({
  enterpriseId,
  units,
  posts,
}: {
  enterpriseId: string;
  units: readonly OrgUnitView[];
  posts: readonly PostView[];
}) {
  const { t } = useTranslation();
  const may = useMay();
  const [at, setAt] = useState<string | null>(units[0]?.id ?? null);
  const [adding, setAdding] = useState<'unit' | 'post' | null>(null);
  const change = useCommand(updateOrgUnit, { stale: STALE });
  const undo = useUndo();
  const unit = units.find((u) => u.id === at) ?? units[0];
  const params = { enterpriseId };
  const kinds = ORG_UNIT_KINDS.filter((k) =>
    unit
      ? k !== 'company' &&
        (ORG_UNIT_KINDS.indexOf(k) > ORG_UNIT_KINDS.indexOf(unit.kind) ||
          (k === 'department' && unit.kind === 'department'))
      : k === 'company',
  );
  const mine = posts.filter((p) => p.orgUnitId === unit?.id);
  const required = [{ required: true, message: t('org.required') }];
  const patch = (body: object) =>
    unit && change.mutate({ params: { ...params, id: unit.id }, body: { version: unit.version, ...body } });
  const withdraw = () => {
    if (!unit) return;
    const key = { ...params, id: unit.id };
    change.mutate(
      { params: key, body: { version: unit.version, state: 'withdrawn' } },
      {
        onSuccess: ({ version }) =>
          undo(t('org.withdrawn', { name: unit.name }), () =>
            change.mutate({ params: key, body: { version, state: 'active' } }),
          ),
      },
    );
  };
  return (
    <div className="yf-org">
      <aside aria-label={t('org.tree.units')}>
        <Tree
          treeData={below(units, null)}
          selectedKeys={unit ? [unit.id] : []}
          blockNode
          defaultExpandAll
          onSelect={(keys) => setAt(String(keys[0] ?? '') || null)}
        />
      </aside>
      <div>
        <Section
          title={unit ? `${t(`org.kind.${unit.kind}`)} · ${unit.name}` : t('org.tree.units')}
          extra={
            may(createOrgUnit) && (
              <Space wrap>
                {unit?.kind !== 'team' && (
                  <Button onClick={() => setAdding('unit')}>
                    {t(unit ? 'org.tree.addUnit' : 'org.tree.addCompany')}
                  </Button>
                )}
                {unit && (
                  <Button type="primary" onClick={() => setAdding('post')}>
                    {t('org.tree.addPost')}
                  </Button>
                )}
                {unit && unit.kind !== 'company' && (
                  <Button onClick={() => patch({ stopped: !unit.stopped })}>
                    {t(unit.stopped ? 'org.tree.resume' : 'org.tree.stop')}
                  </Button>
                )}
                {unit && unit.kind !== 'company' && <Button onClick={withdraw}>{t('org.withdraw')}</Button>}
              </Space>
            )
          }
        >
          {unit?.stopped && <StateTag tone="void">{t('org.tree.stopped')}</StateTag>}
          {mine.length === 0 ? (
            <Empty title={t('org.tree.noPosts')} />
          ) : (
            mine.map((p) => <Post key={p.id} enterpriseId={enterpriseId} post={p} />)
          )}
        </Section>
      </div>
      <FormDrawer
        route={createOrgUnit}
        title={t(unit ? 'org.tree.addUnit' : 'org.tree.addCompany')}
        open={adding === 'unit'}
        onClose={() => setAdding(null)}
        {...(kinds[0] ? { initial: { kind: kinds[0] } } : {})}
        toInput={(v: { kind: OrgUnitKind; name: string }) => ({ params, body: { ...v, parentId: unit?.id ?? null } })}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
      >
        <Form.Item name="kind" label={t('org.tree.kind')} rules={required}>
          <Select options={kinds.map((k) => ({ value: k, label: t(`org.kind.${k}`) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('org.tree.name')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
      </FormDrawer>
      <FormDrawer
        route={createPost}
        title={t('org.tree.addPost')}
        open={adding === 'post'}
        onClose={() => setAdding(null)}
        toInput={(v: { name: string; duty?: string; emergency?: string }) => ({
          params,
          body: { ...v, orgUnitId: unit?.id ?? '' },
        })}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
      >
        <PostFields />
      </FormDrawer>
    </div>
  );
}

function PostFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="name" label={t('org.tree.name')} rules={[{ required: true, message: t('org.required') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="duty" label={t('org.tree.duty')}>
        <Input.TextArea rows={5} maxLength={4000} />
      </Form.Item>
      <Form.Item name="emergency" label={t('org.tree.emergency')}>
        <Input.TextArea rows={5} maxLength={4000} />
      </Form.Item>
    </>
  );
}

function Post({ enterpriseId, post }: { enterpriseId: string; post: PostView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay();
  const [open, setOpen] = useState<'edit' | 'holders' | null>(null);
  const params = { enterpriseId, id: post.id };
  return (
    <article className="yf-org-post">
      <h3>{post.name}</h3>
      <p>
        {t('org.tree.holders')}:{' '}
        {post.holders.length === 0 ? (
          <StateTag tone="open">{t('org.tree.nobody')}</StateTag>
        ) : (
          post.holders.map((h) => h.name).join('、')
        )}
        {' · '}
        {t('org.tree.measures')}: {post.measures}
        {' · '}
        {t('org.tree.card')}: {post.cardIssuedOn ?? t('org.tree.noCard')}
      </p>
      {post.duty && <p className="yf-quiet">{post.duty}</p>}
      {may(updatePost) && (
        <Space>
          <Button onClick={() => setOpen('holders')}>{t('org.tree.setHolders')}</Button>
          <Button onClick={() => setOpen('edit')}>{t('org.edit')}</Button>
        </Space>
      )}
      <FormDrawer
        route={updatePost}
        title={post.name}
        open={open === 'edit'}
        onClose={() => setOpen(null)}
        initial={{ name: post.name, duty: post.duty ?? '', emergency: post.emergency ?? '' }}
        toInput={(v: { name: string; duty: string; emergency: string }) => ({
          params,
          body: { ...v, version: post.version },
        })}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
      >
        <PostFields />
      </FormDrawer>
      <FormDrawer
        route={setPostHolders}
        title={post.name}
        open={open === 'holders'}
        onClose={() => setOpen(null)}
        initial={{ personIds: post.holders.map((h) => h.personId) }}
        toInput={(v: { personIds: string[] }) => ({ params, body: v })}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
        onDone={(r) => {
          for (const a of r.alsoHolds)
            void message.info(t('org.tree.alsoHolds', { name: a.name, posts: a.posts.join('、') }), 6);
        }}
      >
        <Form.Item name="personIds" label={t('org.tree.holders')}>
          <PeopleField
            enterpriseId={enterpriseId}
            known={post.holders.map((h) => ({ id: h.personId, name: h.name }))}
          />
        </Form.Item>
      </FormDrawer>
    </article>
  );
}

function Gaps({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const gaps = useApi(listOrgGaps, { params: { enterpriseId } });
  return (
    <Section title={t('org.gap.title')}>
      <Reading query={gaps} rows={3}>
        {(data) => (
          <>
            <p className="yf-figures">{t('org.gap.complete', { complete: data.complete, total: data.total })}</p>
            {data.rows.length === 0 && <p className="yf-quiet">{t('org.gap.nothing')}</p>}
            <ul className="yf-org-gaps">
              {data.rows.map((r) => (
                <li key={`${r.kind} ${r.id}`}>
                  <StateTag tone="open">{t(`org.gap.${r.kind}`)}</StateTag> {r.name}{' '}
                  <span className="yf-quiet">{r.where}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Reading>
    </Section>
  );
}
