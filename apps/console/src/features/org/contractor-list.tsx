import { Link } from '@tanstack/react-router';
import {
  type ContractorRow,
  createContractor,
  listContractors,
  revealContractorPhone,
  updateContractor,
} from '@yufang/contract';
import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { type Column, Facts, FormDrawer, ListScreen, number, RevealReason, StateTag } from '../../ui/index.ts';
import { OfEnterprise } from './of-enterprise.tsx';
import { PlainSearch } from './routes.tsx';

const STALE = ['org', 'archive'];
const TONE = { none: 'open', over: 'waiting', ok: 'done' } as const;

/** Contractors: organisations of their own under the owner's view. */
export function ContractorList() {
  return <OfEnterprise>{(id) => <Contractors enterpriseId={id} />}</OfEnterprise>;
}

function Contractors({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const params = { enterpriseId };
  const columns: Column<ContractorRow>[] = [
    { key: 'name', title: t('org.contractor.name'), render: (_, r) => <strong>{r.name}</strong> },
    { key: 'work', title: t('org.contractor.work'), render: (_, r) => r.work ?? '–' },
    {
      key: 'agreement',
      title: t('org.contractor.agreementOn'),
      render: (_, r) => (
        <>
          <StateTag tone={TONE[r.agreement]}>{t(`org.contractor.agreement.${r.agreement}`)}</StateTag> {r.agreementOn}
        </>
      ),
    },
    { key: 'term', title: t('org.contractor.toOn'), render: (_, r) => r.toOn ?? '–' },
    {
      key: 'people',
      title: t('org.contractor.people'),
      align: 'right',
      render: (_, r) => (
        <Link to={`/enterprises/${enterpriseId}/people`} search={{ contractorId: r.id } as never}>
          {number(r.people)}
        </Link>
      ),
    },
    { key: 'dangers', title: t('org.contractor.dangers'), align: 'right', render: (_, r) => number(r.dangersOpen) },
  ];
  return (
    <>
      <ListScreen
        title={t('org.contractor.title')}
        route={listContractors}
        input={(s) => ({ params, query: PlainSearch.parse(s) as never })}
        columns={columns}
        rowKey={(r) => r.id}
        filters={[{ kind: 'search', name: 'search' }]}
        panelTitle={(r) => r.name}
        panel={(r, close) => (
          <Contractor key={`${r.id} ${r.version}`} enterpriseId={enterpriseId} row={r} close={close} />
        )}
        actions={
          may(createContractor) && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('org.contractor.add')}
            </Button>
          )
        }
        empty={{ text: t('org.contractor.empty') }}
      />
      <FormDrawer
        route={createContractor}
        title={t('org.contractor.add')}
        open={adding}
        onClose={() => setAdding(false)}
        toInput={(v: Record<string, string>) => ({ params, body: tidy(v) as never })}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
      >
        <Fields />
      </FormDrawer>
    </>
  );
}

const tidy = (v: Record<string, string | null | undefined>) =>
  Object.fromEntries(Object.entries(v).map(([k, x]) => [k, x || null]));

function Fields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="name" label={t('org.contractor.name')} rules={[{ required: true, message: t('org.required') }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="code" label={t('org.contractor.code')}>
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item name="work" label={t('org.contractor.work')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="agreementOn" label={t('org.contractor.agreementOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="fromOn" label={t('org.contractor.fromOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="toOn" label={t('org.contractor.toOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="contactName" label={t('org.contractor.contact')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="contactPhone" label={t('org.contractor.phone')}>
        <Input inputMode="tel" maxLength={20} />
      </Form.Item>
    </>
  );
}

function Contractor({ enterpriseId, row, close }: { enterpriseId: string; row: ContractorRow; close: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const params = { enterpriseId, id: row.id };
  const reveal = useCommand(revealContractorPhone, { stale: [] });
  const withdraw = useCommand(updateContractor, { stale: STALE, done: t('org.saved'), onDone: close });
  return (
    <>
      <Facts
        items={[
          { label: t('org.contractor.code'), value: row.code },
          { label: t('org.contractor.work'), value: row.work, wide: true },
          { label: t('org.contractor.fromOn'), value: row.fromOn },
          { label: t('org.contractor.toOn'), value: row.toOn },
          { label: t('org.contractor.contact'), value: row.contactName },
          { label: t('org.contractor.phone'), value: reveal.data?.phone ?? row.contactPhone },
        ]}
      />
      {may(revealContractorPhone) && !reveal.data && row.contactPhone && (
        <RevealReason busy={reveal.isPending} onReason={(reason) => reveal.mutate({ params, body: { reason } })} />
      )}
      {may(updateContractor) && (
        <Space>
          <Button onClick={() => setEditing(true)}>{t('org.edit')}</Button>
          <Button onClick={() => withdraw.mutate({ params, body: { version: row.version, state: 'withdrawn' } })}>
            {t('org.withdraw')}
          </Button>
        </Space>
      )}
      <FormDrawer
        route={updateContractor}
        title={row.name}
        open={editing}
        onClose={() => setEditing(false)}
        initial={{ ...row, contactPhone: undefined } as never}
        toInput={(v: Record<string, string>) => {
          const { contactPhone, ...rest } = tidy(v);
          return {
            params,
            body: { ...rest, ...(contactPhone ? { contactPhone } : {}), version: row.version } as never,
          };
        }}
        submit={t('org.save')}
        done={t('org.saved')}
        stale={STALE}
      >
        <Fields />
      </FormDrawer>
    </>
  );
}
