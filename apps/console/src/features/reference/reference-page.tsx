import { Link, useNavigate, useParams } from '@tanstack/react-router';
import {
  draftReference,
  getReference,
  putReferenceInForce,
  type ReferenceView,
  retireReference,
  saveReferenceDraft,
} from '@yufang/contract';
import { Alert, Button, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay } from '../../shell/me.tsx';
import { Facts, FormDrawer, Reading, RecordPage, Section, TimeText } from '../../ui/index.ts';
import { DraftDrawer } from './draft-drawer.tsx';
import { EditionState } from './edition-state.tsx';
import { PayloadView } from './payload-view.tsx';
import { pathOf } from './reference-list.tsx';

/** One edition: what it says, how sure it is, and the steps from a draft into force. */
export function ReferencePage() {
  const { kind = '', edition = '' }: { kind?: string; edition?: string } = useParams({ strict: false });
  const view = useApi(getReference, { params: { kind, edition } });
  return <Reading query={view}>{(data) => <Edition key={`${data.kind} ${data.edition}`} view={data} />}</Reading>;
}

function Edition({ view }: { view: ReferenceView }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [drawer, setDrawer] = useState<'draft' | 'edit' | 'force' | 'retire' | null>(null);
  const close = () => setDrawer(null);
  const params = { params: { kind: view.kind, edition: view.edition } };
  const own = view.status === 'draft' && view.updatedBy !== null;
  return (
    <RecordPage
      over={<Link to="/reference">{t('reference.title')}</Link>}
      title={currentLanguage() === 'en' ? view.titleEn : view.title}
      tags={<EditionState row={view} />}
      primary={
        view.status === 'draft' &&
        may(putReferenceInForce) && (
          <Button type="primary" onClick={() => setDrawer('force')}>
            {t('reference.act.force')}
          </Button>
        )
      }
      more={
        <>
          {own && may(saveReferenceDraft) && (
            <Button onClick={() => setDrawer('edit')}>{t('reference.act.edit')}</Button>
          )}
          {may(draftReference) && <Button onClick={() => setDrawer('draft')}>{t('reference.act.draft')}</Button>}
          {view.status !== 'retired' && may(retireReference) && (
            <Button onClick={() => setDrawer('retire')}>{t('reference.act.retire')}</Button>
          )}
        </>
      }
    >
      {view.certainty !== 'confirmed' && (
        <Alert showIcon type="info" className="yf-gap-below" title={t(`reference.caution.${view.certainty}`)} />
      )}
      <Facts
        items={[
          { label: t('reference.column.kind'), value: <code>{view.kind}</code> },
          { label: t('reference.column.edition'), value: view.edition },
          { label: t('reference.column.standard'), value: [view.standard, view.clause].filter(Boolean).join(' ') },
          { label: t('reference.column.from'), value: view.inForceFrom },
          { label: t('reference.column.certainty'), value: t(`reference.certainty.${view.certainty}`) },
          {
            label: t('reference.column.updated'),
            value: view.updatedBy ? (
              <>
                {view.updatedBy} · <TimeText at={view.updatedAt} />
              </>
            ) : (
              t('reference.shipped')
            ),
          },
          {
            label: t('reference.column.source'),
            value: currentLanguage() === 'en' ? view.sourceEn : view.source,
            wide: true,
          },
        ]}
      />
      <Section title={t('reference.content')}>
        <PayloadView top value={view.payload} />
      </Section>
      <DraftDrawer
        view={view}
        mode={drawer === 'edit' ? 'edit' : 'draft'}
        open={drawer === 'draft' || drawer === 'edit'}
        onClose={close}
        onDone={(made) => void navigate({ to: pathOf(made) })}
      />
      <FormDrawer<typeof putReferenceInForce, { from: Dayjs; reason: string }>
        route={putReferenceInForce}
        title={t('reference.act.force')}
        open={drawer === 'force'}
        onClose={close}
        submit={t('reference.act.force')}
        done={t('reference.done.force')}
        toInput={(v) => ({ ...params, body: { from: v.from.format('YYYY-MM-DD'), reason: v.reason } })}
      >
        <p className="yf-quiet yf-gap-below">{t('reference.forceHint')}</p>
        <Form.Item name="from" label={t('reference.column.from')} rules={[{ required: true }]}>
          <DatePicker />
        </Form.Item>
        <Reason />
      </FormDrawer>
      <FormDrawer<typeof retireReference, { reason: string }>
        route={retireReference}
        title={t('reference.act.retire')}
        open={drawer === 'retire'}
        onClose={close}
        submit={t('reference.act.retire')}
        done={t('reference.done.retire')}
        toInput={(body) => ({ ...params, body })}
      >
        <Reason />
      </FormDrawer>
    </RecordPage>
  );
}

function Reason() {
  const { t } = useTranslation();
  return (
    <Form.Item name="reason" label={t('reference.reason')} rules={[{ required: true, whitespace: true }]}>
      <Input.TextArea rows={3} maxLength={200} showCount />
    </Form.Item>
  );
}
