import {
  type EnterpriseView,
  makePromise,
  printPaper,
  revealEnterprisePhone,
  setEnterpriseStatus,
  updateEnterprise,
} from '@yufang/contract';
import { type EnterpriseStep, enterpriseSteps } from '@yufang/domain';
import { Alert, Button, Form, Input, Popover, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay, useMe } from '../../shell/me.tsx';
import { ExportButton, FormDrawer, RevealReason } from '../../ui/index.ts';
import { ParticularsFields } from './particulars-fields.tsx';

/** The masked number; whole after a reason, which is kept. */
export function Phone({ e, past }: { e: EnterpriseView; past: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const reveal = useCommand(revealEnterprisePhone);
  if (reveal.data) return reveal.data.phone;
  if (!e.contactPhone || past || !may(revealEnterprisePhone)) return e.contactPhone ?? '–';
  return (
    <Space>
      {e.contactPhone}
      <Popover
        trigger="click"
        content={
          <RevealReason
            busy={reveal.isPending}
            onReason={(reason) => reveal.mutate({ params: { enterpriseId: e.enterpriseId }, body: { reason } })}
          />
        }
      >
        <Button type="link">{t('shell.reveal.action')}</Button>
      </Popover>
    </Space>
  );
}

/** Door plate, change, state: what the present role may do. */
export function Actions({ e, past }: { e: EnterpriseView; past: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const steps = enterpriseSteps(e.status, useMe().role);
  const [editing, setEditing] = useState(false);
  const [stating, setStating] = useState(false);
  const [promising, setPromising] = useState(false);
  if (past) return null;
  const params = { enterpriseId: e.enterpriseId };
  const given = { ...e, lon: e.givenLon ?? e.lon, lat: e.givenLat ?? e.lat, contactPhone: undefined };
  return (
    <>
      {may(printPaper) && (
        <ExportButton
          route={printPaper}
          input={{ params: { ...params, paper: 'door-plate' }, query: { lang: currentLanguage() } }}
          label={t('enterprise.archive.doorPlate')}
        />
      )}
      {may(makePromise) && <Button onClick={() => setPromising(true)}>{t('enterprise.promise.action')}</Button>}
      {may(setEnterpriseStatus) && steps.length > 0 && (
        <Button onClick={() => setStating(true)}>{t('enterprise.status.action')}</Button>
      )}
      {may(updateEnterprise) && <Button onClick={() => setEditing(true)}>{t('enterprise.edit')}</Button>}
      <FormDrawer
        route={updateEnterprise}
        title={t('enterprise.edit')}
        open={editing}
        onClose={() => setEditing(false)}
        initial={given as never}
        toInput={(values: Record<string, unknown>) => ({
          params,
          body: { ...changed(values, given), version: e.version } as never,
        })}
        submit={t('enterprise.editSubmit')}
        done={t('enterprise.saved')}
        stale={['enterprise', 'archive']}
      >
        <Alert className="yf-gap-below" type="info" title={t('enterprise.editHint')} />
        <ParticularsFields />
      </FormDrawer>
      <FormDrawer
        route={makePromise}
        title={t('enterprise.promise.action')}
        open={promising}
        onClose={() => setPromising(false)}
        toInput={(body: { text: string }) => ({ params, body })}
        initial={{ text: e.promise?.text ?? '' }}
        submit={t('enterprise.promise.submit')}
        done={t('enterprise.saved')}
        stale={['enterprise', 'archive']}
      >
        <p className="yf-quiet">{t('enterprise.promise.hint')}</p>
        <Form.Item
          name="text"
          label={t('enterprise.promise.text')}
          rules={[{ required: true, whitespace: true, message: t('enterprise.field.required') }]}
        >
          <Input.TextArea maxLength={500} rows={4} showCount />
        </Form.Item>
      </FormDrawer>
      <FormDrawer
        route={setEnterpriseStatus}
        title={t('enterprise.status.action')}
        open={stating}
        onClose={() => setStating(false)}
        toInput={(values: { action: EnterpriseStep; reason: string }) => ({
          params,
          body: { ...values, version: e.version },
        })}
        submit={t('enterprise.status.submit')}
        done={t('enterprise.saved')}
        stale={['enterprise', 'archive']}
      >
        <Form.Item
          name="action"
          label={t('enterprise.status.what')}
          rules={[{ required: true, message: t('enterprise.field.required') }]}
        >
          <Select options={steps.map((a) => ({ value: a, label: t(`enterprise.status.${a}`) }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('enterprise.status.reason')}
          rules={[{ required: true, message: t('enterprise.field.required') }]}
        >
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}

/** Only what was changed is sent: what one did not touch, one does not decide. */
function changed(values: Record<string, unknown>, was: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([k, v]) =>
      JSON.stringify(v ?? null) === JSON.stringify(was[k] ?? null) ? [] : [[k, v ?? null]],
    ),
  );
}
