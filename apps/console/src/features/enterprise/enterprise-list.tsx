import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  createEnterprise,
  type EnterpriseRow,
  exportEnterprises,
  inviteEnterprises,
  listEnterprises,
} from '@yufang/contract';
import { ACTIVITIES, ENTERPRISE_STATES, ENTERPRISE_TAGS, SCALES, SECTORS } from '@yufang/domain';
import { App, Button, Modal, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useLiveRefresh } from '../../api/live.ts';
import { useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { useMay, useMe } from '../../shell/me.tsx';
import {
  type Column,
  type Filter,
  FormDrawer,
  ListScreen,
  number,
  StateTag,
  saysInvented,
  TimeText,
} from '../../ui/index.ts';
import { useRegionName } from '../admin/use-region-name.ts';
import { ParticularsFields } from './particulars-fields.tsx';
import type { EnterpriseSearch } from './routes.tsx';

type Search = z.output<typeof EnterpriseSearch> & { region?: string };
const TONE = {
  applied: 'waiting',
  refused: 'void',
  active: 'done',
  suspended: 'waiting',
  closed: 'void',
  withdrawn: 'void',
} as const;

/** Every enterprise within one's duty. */
export function EnterpriseList() {
  const { t } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const may = useMay();
  const me = useMe();
  const navigate = useNavigate();
  const regionName = useRegionName();
  const search: Search = useSearch({ strict: false });
  const [adding, setAdding] = useState(false);
  useLiveRefresh(['enterprise.'], ['enterprise']);
  const { search: words, region, scale, sector, status, activity, tag, parkId, industry } = search;
  const covered = search.covered === undefined ? undefined : search.covered;
  const query = { search: words, region, scale, sector, status, activity, tag, parkId, industry, covered };
  const columns: Column<EnterpriseRow>[] = [
    {
      key: 'name',
      title: t('enterprise.column.name'),
      render: (_, r) => (
        <span className="yf-two-lines">
          <strong>{r.name}</strong>
          {r.invented && !saysInvented(r.name) && <span className="yf-quiet"> {t('enterprise.invented')}</span>}
          <small className="yf-quiet">{regionName(r.countyCode)}</small>
        </span>
      ),
    },
    { key: 'code', title: t('enterprise.column.code'), render: (_, r) => <span className="yf-figures">{r.code}</span> },
    { key: 'scale', title: t('enterprise.column.scale'), render: (_, r) => word('scale', r.scale) },
    { key: 'sector', title: t('enterprise.column.sector'), render: (_, r) => word('sector', r.sector) },
    {
      key: 'tags',
      title: t('enterprise.column.tags'),
      render: (_, r) => r.tags.map((x) => word('tag', x as never)).join(t('enterprise.comma')) || '–',
    },
    {
      key: 'heads',
      title: t('enterprise.column.headCount'),
      align: 'right',
      render: (_, r) => (r.headCount === null ? '–' : number(r.headCount)),
    },
    {
      key: 'status',
      title: t('enterprise.column.status'),
      render: (_, r) => <StateTag tone={TONE[r.status]}>{word('enterpriseState', r.status)}</StateTag>,
    },
    { key: 'activity', title: t('enterprise.column.activity'), render: (_, r) => word('activity', r.activity) },
    { key: 'last', title: t('enterprise.column.last'), render: (_, r) => <TimeText at={r.lastActivityAt} relative /> },
  ];
  const select = (name: string, label: string, list: readonly { value: string; label: string }[]): Filter => ({
    kind: 'select',
    name,
    label,
    options: list,
  });
  const filters: Filter[] = [
    { kind: 'search', name: 'search' },
    {
      kind: 'select',
      name: 'status',
      label: t('enterprise.column.status'),
      options: options('enterpriseState', ENTERPRISE_STATES),
      many: true,
    },
    select('scale', t('enterprise.column.scale'), options('scale', SCALES)),
    select('sector', t('enterprise.column.sector'), options('sector', SECTORS)),
    select('activity', t('enterprise.column.activity'), options('activity', ACTIVITIES)),
    select('tag', t('enterprise.column.tags'), options('tag', ENTERPRISE_TAGS)),
    select('covered', t('enterprise.column.covered'), [
      { value: 'true', label: t('enterprise.coveredYes') },
      { value: 'false', label: t('enterprise.coveredNo') },
    ]),
  ];
  return (
    <>
      <ListScreen
        title={t('enterprise.list.title')}
        route={listEnterprises}
        input={() => ({ query: query as never })}
        columns={columns}
        rowKey={(r) => r.enterpriseId}
        filters={filters}
        onOpen={(r) => void navigate({ to: `/enterprises/${r.enterpriseId}` })}
        {...(may(inviteEnterprises)
          ? { bulk: (rows: readonly EnterpriseRow[], clear: () => void) => <Invite rows={rows} clear={clear} /> }
          : {})}
        exporting={{
          route: exportEnterprises,
          input: { query: { ...(query as object), lang: currentLanguage() } } as never,
        }}
        actions={
          may(createEnterprise) && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('enterprise.list.add')}
            </Button>
          )
        }
        empty={{ text: t('enterprise.list.emptyHint') }}
      />
      <FormDrawer
        route={createEnterprise}
        title={t('enterprise.list.add')}
        open={adding}
        onClose={() => setAdding(false)}
        toInput={(values: Record<string, unknown>) => ({
          body: { crs: 'WGS84', tags: [], ...values, code: values.code || null } as never,
        })}
        submit={t('enterprise.list.addSubmit')}
        done={t('enterprise.saved')}
        onDone={(e) => void navigate({ to: `/enterprises/${e.enterpriseId}` })}
      >
        <ParticularsFields withCode within={me.scope.regionCode} />
      </FormDrawer>
    </>
  );
}

/** Invitations for the heads of the chosen enterprises; the links are shown once. */
function Invite({ rows, clear }: { rows: readonly EnterpriseRow[]; clear: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const invite = useCommand(inviteEnterprises);
  const results = invite.data?.results;
  const copy = async () => {
    const text = (results ?? [])
      .filter((r) => r.url)
      .map((r) => `${r.name}\t${r.url}`)
      .join('\n');
    await navigator.clipboard.writeText(text);
    void message.success(t('enterprise.invite.copied'));
  };
  return (
    <>
      <Button
        loading={invite.isPending}
        onClick={() => invite.mutate({ body: { enterpriseIds: rows.map((r) => r.enterpriseId) } })}
      >
        {t('enterprise.invite.action')}
      </Button>
      <Modal
        open={results !== undefined}
        title={t('enterprise.invite.title')}
        width={720}
        okText={t('enterprise.invite.copy')}
        onOk={() => void copy()}
        onCancel={() => {
          invite.reset();
          clear();
        }}
      >
        <p className="yf-quiet">{t('enterprise.invite.once')}</p>
        <Table
          size="small"
          rowKey="enterpriseId"
          pagination={false}
          dataSource={results ?? []}
          columns={[
            { key: 'name', title: t('enterprise.column.name'), render: (_, r) => r.name ?? '–' },
            {
              key: 'url',
              title: t('enterprise.invite.link'),
              render: (_, r) => r.url ?? t([r.refusal ?? '', 'client.unknown'], { ns: 'problem', keySeparator: false }),
            },
          ]}
        />
      </Modal>
    </>
  );
}
