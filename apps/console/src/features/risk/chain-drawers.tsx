import {
  copyRiskUnit,
  createRiskEvent,
  createRiskObject,
  createRiskUnit,
  getRiskObject,
  getRiskUnit,
  listRiskTree,
  updateRiskObject,
  updateRiskUnit,
} from '@yufang/contract/risk';
import { listDutyPosts } from '@yufang/contract/risk-work';
import { RISK_OBJECT_KINDS } from '@yufang/domain';
import { Checkbox, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWordOptions } from '../../i18n/use-word.ts';
import { FormDrawer } from '../../ui/index.ts';

type Shell = { enterpriseId: string; open: boolean; onClose: () => void };

/** Choose one of the firm's own org units. */
function OrgUnitField({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const posts = useApi(listDutyPosts, { params: { enterpriseId } });
  return (
    <Form.Item name="orgUnitId" label={t('risk.field.orgUnit')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={(posts.data?.orgUnits ?? []).map((u) => ({ value: u.id, label: u.name }))}
      />
    </Form.Item>
  );
}

type ObjectForm = {
  kind: (typeof RISK_OBJECT_KINDS)[number];
  name: string;
  orgUnitId?: string | null;
  dutyPersonName?: string | null;
  location?: string | null;
  majorHazard?: boolean;
};

/** Add a risk object, or change the one named. */
export function ObjectDrawer({
  enterpriseId,
  id,
  open,
  onClose,
  onDone,
}: Shell & { id?: string; onDone: (id: string) => void }) {
  const { t } = useTranslation();
  const options = useWordOptions();
  const current = useApi(getRiskObject, { params: { enterpriseId, id: id ?? '' } }, { enabled: id !== undefined });
  const fields = (
    <>
      <Form.Item name="kind" label={t('risk.field.kind')} rules={[{ required: true }]}>
        <Select options={options('objectKind', RISK_OBJECT_KINDS)} />
      </Form.Item>
      <Form.Item name="name" label={t('risk.field.objectName')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <OrgUnitField enterpriseId={enterpriseId} />
      <Form.Item name="dutyPersonName" label={t('risk.field.duty')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="location" label={t('risk.field.location')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="majorHazard" valuePropName="checked">
        <Checkbox>{t('risk.field.majorHazard')}</Checkbox>
      </Form.Item>
    </>
  );
  if (id !== undefined) {
    const o = current.data;
    return (
      <FormDrawer<typeof updateRiskObject, ObjectForm>
        key={`${id}-${o?.version ?? 0}`}
        route={updateRiskObject}
        title={t('risk.tree.edit')}
        open={open && o !== undefined}
        onClose={onClose}
        initial={
          o
            ? {
                kind: o.kind,
                name: o.name,
                orgUnitId: o.orgUnitId,
                dutyPersonName: o.dutyPersonName,
                location: o.location,
                majorHazard: o.majorHazard,
              }
            : {}
        }
        submit={t('risk.save')}
        done={t('risk.saved')}
        toInput={(v) => ({
          params: { enterpriseId, id },
          body: { ...v, orgUnitId: v.orgUnitId ?? null, version: o?.version ?? 1 },
        })}
        onDone={(r) => onDone(r.id)}
      >
        {fields}
      </FormDrawer>
    );
  }
  return (
    <FormDrawer<typeof createRiskObject, ObjectForm>
      route={createRiskObject}
      title={t('risk.tree.addObject')}
      open={open}
      onClose={onClose}
      initial={{ kind: 'place' }}
      submit={t('risk.save')}
      done={t('risk.saved')}
      toInput={(v) => ({ params: { enterpriseId }, body: { ...v, orgUnitId: v.orgUnitId ?? null } })}
      onDone={(r) => onDone(r.id)}
    >
      {fields}
    </FormDrawer>
  );
}

/** Choose the object a unit stands under: also how one moves it. */
function ObjectField({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const objects = useApi(listRiskTree, { params: { enterpriseId }, query: { limit: 200 } });
  return (
    <Form.Item name="objectId" label={t('risk.field.object')} rules={[{ required: true }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={(objects.data?.rows ?? []).map((o) => ({ value: o.id, label: o.name }))}
      />
    </Form.Item>
  );
}

type UnitForm = {
  objectId: string;
  name: string;
  orgUnitId?: string | null;
  dutyPersonName?: string | null;
  stopped?: boolean;
  stoppedReason?: string | null;
};

/** Add a unit, or change, move, stop the one named. */
export function UnitDrawer({
  enterpriseId,
  id,
  objectId,
  open,
  onClose,
  onDone,
}: Shell & { id?: string; objectId?: string; onDone: () => void }) {
  const { t } = useTranslation();
  const current = useApi(getRiskUnit, { params: { enterpriseId, id: id ?? '' } }, { enabled: id !== undefined });
  const fields = (
    <>
      <Form.Item name="name" label={t('risk.field.unitName')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <ObjectField enterpriseId={enterpriseId} />
      <OrgUnitField enterpriseId={enterpriseId} />
      <Form.Item name="dutyPersonName" label={t('risk.field.duty')}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
  if (id !== undefined) {
    const u = current.data;
    return (
      <FormDrawer<typeof updateRiskUnit, UnitForm>
        key={`${id}-${u?.version ?? 0}`}
        route={updateRiskUnit}
        title={t('risk.tree.editUnit')}
        open={open && u !== undefined}
        onClose={onClose}
        initial={
          u
            ? {
                objectId: u.objectId,
                name: u.name,
                orgUnitId: u.orgUnitId,
                dutyPersonName: u.dutyPersonName,
                stopped: u.stopped,
                stoppedReason: u.stoppedReason,
              }
            : {}
        }
        submit={t('risk.save')}
        done={t('risk.saved')}
        toInput={(v) => ({
          params: { enterpriseId, id },
          body: { ...v, orgUnitId: v.orgUnitId ?? null, version: u?.version ?? 1 },
        })}
        onDone={onDone}
      >
        {fields}
        <Form.Item
          name="stopped"
          label={t('risk.unit.stopped')}
          valuePropName="checked"
          extra={t('risk.unit.stoppedHint')}
        >
          <Switch />
        </Form.Item>
        <StopReason stoppedBefore={u?.stopped ?? false} />
      </FormDrawer>
    );
  }
  return (
    <FormDrawer<typeof createRiskUnit, UnitForm>
      key={objectId ?? ''}
      route={createRiskUnit}
      title={t('risk.tree.addUnit')}
      open={open}
      onClose={onClose}
      initial={objectId ? { objectId } : {}}
      submit={t('risk.save')}
      done={t('risk.saved')}
      toInput={(v) => ({ params: { enterpriseId }, body: { ...v, orgUnitId: v.orgUnitId ?? null } })}
      onDone={onDone}
    >
      {fields}
    </FormDrawer>
  );
}

/** Why a unit is stopped: whoever stops it must say so, of one that stands still already it may be left as it is. */
function StopReason({ stoppedBefore }: { stoppedBefore: boolean }) {
  const { t } = useTranslation();
  const stopping = Form.useWatch('stopped') === true && !stoppedBefore;
  const message = t(['risk.stop_reason_missing'], { ns: 'problem', keySeparator: false });
  return (
    <Form.Item
      name="stoppedReason"
      label={t('risk.unit.stoppedReason')}
      rules={stopping ? [{ required: true, whitespace: true, message }] : []}
    >
      <Input maxLength={500} />
    </Form.Item>
  );
}

/** Copy a unit under a new name, to the same object or another. */
export function CopyDrawer({ enterpriseId, id, open, onClose, onDone }: Shell & { id: string; onDone: () => void }) {
  const { t } = useTranslation();
  const current = useApi(getRiskUnit, { params: { enterpriseId, id } }, { enabled: id !== '' });
  return (
    <FormDrawer<typeof copyRiskUnit, { name: string; objectId: string; duties: boolean }>
      key={`${id}-${current.data?.version ?? 0}`}
      route={copyRiskUnit}
      title={t('risk.tree.copy')}
      open={open && current.data !== undefined}
      onClose={onClose}
      initial={{
        name: current.data ? t('risk.tree.copyName', { name: current.data.name }) : '',
        ...(current.data ? { objectId: current.data.objectId } : {}),
        duties: true,
      }}
      submit={t('risk.tree.copy')}
      done={t('risk.saved')}
      toInput={(v) => ({ params: { enterpriseId, id }, body: v })}
      onDone={onDone}
    >
      <p className="yf-quiet">{t('risk.tree.copyHint')}</p>
      <Form.Item name="name" label={t('risk.field.unitName')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <ObjectField enterpriseId={enterpriseId} />
      <Form.Item name="duties" valuePropName="checked">
        <Checkbox>{t('risk.tree.copyDuties')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  );
}

/** Add a risk by its name; worksheet, grade and measures follow on its own page. */
export function EventDrawer({
  enterpriseId,
  unitId,
  open,
  onClose,
  onDone,
}: Shell & { unitId: string; onDone: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <FormDrawer<typeof createRiskEvent, { name: string }>
      route={createRiskEvent}
      title={t('risk.tree.addEvent')}
      open={open}
      onClose={onClose}
      submit={t('risk.tree.toSheet')}
      toInput={(v) => ({ params: { enterpriseId }, body: { unitId, name: v.name } })}
      onDone={(e) => onDone(e.id)}
    >
      <Form.Item
        name="name"
        label={t('risk.field.event')}
        rules={[{ required: true, whitespace: true }]}
        extra={t('risk.tree.eventHint')}
      >
        <Input maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
