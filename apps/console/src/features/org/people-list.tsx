import { useNavigate } from '@tanstack/react-router';
import {
  createInvitation,
  createPerson,
  exportPeople,
  getOrgTree,
  listContractors,
  listInvitations,
  listPeople,
  type PersonRow,
  revealPerson,
  updatePerson,
} from '@yufang/contract';
import { Button, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useWord } from '../../i18n/use-word.ts';
import { useMay } from '../../shell/me.tsx';
import { type Column, Facts, FormDrawer, ListScreen, number, RevealReason } from '../../ui/index.ts';
import { InvitationDrawer } from './invitation-drawer.tsx';
import { InviteModal } from './invite-modal.tsx';
import { OfEnterprise } from './of-enterprise.tsx';
import { PeopleSearch } from './routes.tsx';

const STALE = ['org', 'archive'];

/** People of the enterprise and of its contractors. */
export function PeopleList() {
  return <OfEnterprise>{(id) => <People enterpriseId={id} />}</OfEnterprise>;
}

function People({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const may = useMay();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const [invited, setInvited] = useState(false);
  const params = { enterpriseId };
  const columns: Column<PersonRow>[] = [
    { key: 'name', title: t('org.people.name'), render: (_, r) => <strong>{r.name}</strong> },
    { key: 'posts', title: t('org.people.posts'), render: (_, r) => r.posts.map((p) => p.name).join('、') || '–' },
    {
      key: 'phone',
      title: t('org.people.phone'),
      render: (_, r) => <span className="yf-figures">{r.phone ?? '–'}</span>,
    },
    { key: 'contractor', title: t('org.people.contractor'), render: (_, r) => r.contractorName ?? t('org.people.own') },
    {
      key: 'account',
      title: t('org.people.account'),
      render: (_, r) =>
        r.username ? `${r.username}${r.role ? ` · ${word('role', r.role)}` : ''}` : t('org.people.noAccount'),
    },
    { key: 'hours', title: t('org.people.hours'), align: 'right', render: (_, r) => number(r.trainingHours, 1) },
  ];
  return (
    <>
      <ListScreen
        title={t('org.people.title')}
        route={listPeople}
        input={(s) => ({ params, query: PeopleSearch.parse(s) as never })}
        columns={columns}
        rowKey={(r) => r.id}
        filters={[
          { kind: 'search', name: 'search' },
          {
            kind: 'select',
            name: 'account',
            label: t('org.people.account'),
            options: [
              { value: 'yes', label: t('org.people.withAccount') },
              { value: 'no', label: t('org.people.withoutAccount') },
            ],
          },
        ]}
        panelTitle={(r) => r.name}
        panel={(r, close) => <Person key={`${r.id} ${r.version}`} enterpriseId={enterpriseId} row={r} close={close} />}
        exporting={{ route: exportPeople, input: { params, query: { lang: currentLanguage() } } }}
        actions={
          may(createPerson) && (
            <Space>
              <Button onClick={() => void navigate({ to: `/enterprises/${enterpriseId}/people-import` })}>
                {t('org.nav.import')}
              </Button>
              {may(listInvitations) && <Button onClick={() => setInvited(true)}>{t('org.invitation.title')}</Button>}
              <Button type="primary" onClick={() => setAdding(true)}>
                {t('org.people.add')}
              </Button>
            </Space>
          )
        }
        empty={{ text: t('org.people.empty') }}
      />
      <InvitationDrawer enterpriseId={enterpriseId} open={invited} onClose={() => setInvited(false)} />
      <FormDrawer
        route={createPerson}
        title={t('org.people.add')}
        open={adding}
        onClose={() => setAdding(false)}
        toInput={(v: { name: string }) => ({ params, body: v })}
        submit={t('org.people.add')}
        done={t('org.saved')}
        stale={STALE}
      >
        <PersonFields enterpriseId={enterpriseId} withPosts />
      </FormDrawer>
    </>
  );
}

function PersonFields({ enterpriseId, withPosts }: { enterpriseId: string; withPosts?: boolean }) {
  const { t } = useTranslation();
  const tree = useApi(getOrgTree, { params: { enterpriseId } }, { enabled: withPosts === true });
  const contractors = useApi(listContractors, { params: { enterpriseId }, query: { limit: 200 } });
  return (
    <>
      <Form.Item name="name" label={t('org.people.name')} rules={[{ required: true, message: t('org.required') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="phone" label={t('org.people.phone')} extra={t('org.people.numbersHint')}>
        <Input inputMode="tel" maxLength={20} />
      </Form.Item>
      <Form.Item name="identity" label={t('org.people.identity')}>
        <Input maxLength={18} />
      </Form.Item>
      {withPosts && (
        <Form.Item name="postIds" label={t('org.people.posts')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={(tree.data?.posts ?? []).map((p) => ({ value: p.id, label: `${p.orgUnitName} · ${p.name}` }))}
          />
        </Form.Item>
      )}
      <Form.Item name="contractorId" label={t('org.people.contractor')}>
        <Select allowClear options={(contractors.data?.rows ?? []).map((c) => ({ value: c.id, label: c.name }))} />
      </Form.Item>
    </>
  );
}

function Person({ enterpriseId, row, close }: { enterpriseId: string; row: PersonRow; close: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const [inviting, setInviting] = useState(false);
  const params = { enterpriseId, id: row.id };
  const reveal = useCommand(revealPerson, { stale: [] });
  const change = useCommand(updatePerson, { stale: STALE, done: t('org.saved'), onDone: close });
  return (
    <>
      <Facts
        items={[
          { label: t('org.people.phone'), value: reveal.data?.phone ?? row.phone },
          { label: t('org.people.identity'), value: reveal.data?.identity ?? row.identity },
          { label: t('org.people.posts'), value: row.posts.map((p) => p.name).join('、') },
          { label: t('org.people.contractor'), value: row.contractorName ?? t('org.people.own') },
          { label: t('org.people.account'), value: row.username ?? t('org.people.noAccount') },
        ]}
      />
      {may(revealPerson) && !reveal.data && (row.phone || row.identity) && (
        <RevealReason busy={reveal.isPending} onReason={(reason) => reveal.mutate({ params, body: { reason } })} />
      )}
      <Space wrap>
        {may(updatePerson) && <Button onClick={() => setEditing(true)}>{t('org.edit')}</Button>}
        {may(createInvitation) && may(updatePerson) && !row.accountId && row.state === 'active' && (
          <Button type="primary" onClick={() => setInviting(true)}>
            {t('org.people.invite')}
          </Button>
        )}
        {may(updatePerson) && (
          <Button
            onClick={() =>
              change.mutate({
                params,
                body: { version: row.version, state: row.state === 'active' ? 'withdrawn' : 'active' },
              })
            }
          >
            {t(row.state === 'active' ? 'org.withdraw' : 'org.restore')}
          </Button>
        )}
      </Space>
      <InviteModal enterpriseId={enterpriseId} person={row} open={inviting} onClose={() => setInviting(false)} />
      <FormDrawer
        route={updatePerson}
        title={row.name}
        open={editing}
        onClose={() => setEditing(false)}
        initial={{ name: row.name, contractorId: row.contractorId ?? undefined } as never}
        toInput={(v: { name: string; phone?: string; identity?: string; contractorId?: string }) => ({
          params,
          body: {
            name: v.name,
            contractorId: v.contractorId ?? null,
            version: row.version,
            ...(v.phone ? { phone: v.phone } : {}),
            ...(v.identity ? { identity: v.identity } : {}),
          },
        })}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
      >
        <PersonFields enterpriseId={enterpriseId} />
      </FormDrawer>
    </>
  );
}
