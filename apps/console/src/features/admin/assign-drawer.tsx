import { type AccountRow, grantAssignment, listParks, type ScopeInput } from '@yufang/contract';
import { ROLES, type Role, SECTORS, type Sector, scopeKindOf } from '@yufang/domain';
import { DatePicker, Form, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useWordOptions } from '../../i18n/use-word.ts';
import { FormDrawer } from '../../ui/index.ts';
import { useRegionName, useRegions } from './use-region-name.ts';

type Values = {
  role: Role;
  scope?: { code?: string; sector?: Sector; parkId?: string; enterpriseId?: string };
  validTo?: Dayjs;
};

const LEVELS: Partial<Record<Role, string>> = {
  province_officer: 'province',
  city_officer: 'city',
  county_officer: 'county',
};

/** Give a duty: the role decides what its scope is asked for. */
export function AssignDrawer({ account, open, onClose }: { account: AccountRow; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const options = useWordOptions();
  return (
    <FormDrawer<typeof grantAssignment, Values>
      route={grantAssignment}
      title={`${t('admin.assign.give')}: ${account.name}`}
      open={open}
      onClose={onClose}
      submit={t('admin.assign.give')}
      done={t('admin.done.given')}
      toInput={(v) => ({
        params: { id: account.id },
        body: {
          role: v.role,
          scope: scopeOf(v),
          ...(v.validTo ? { validTo: v.validTo.endOf('day').toISOString() } : {}),
        },
      })}
    >
      {(form) => (
        <>
          <Form.Item name="role" label={t('admin.filter.role')} rules={[{ required: true }]}>
            <Select
              options={options('role', ROLES)}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={() => form.setFieldValue('scope', undefined)}
            />
          </Form.Item>
          <Form.Item noStyle dependencies={['role']}>
            {() => <ScopeFields role={form.getFieldValue('role')} />}
          </Form.Item>
          <Form.Item name="validTo" label={t('admin.assign.validTo')}>
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}

function scopeOf(v: Values): ScopeInput {
  const { code = '', sector = 'emergency', parkId = '', enterpriseId = '' } = v.scope ?? {};
  switch (scopeKindOf(v.role)) {
    case 'enterprise':
      return { kind: 'enterprise', enterpriseId };
    case 'sector':
      return { kind: 'sector', sector, code };
    case 'park':
      return { kind: 'park', parkId };
    case 'region':
      return { kind: 'region', code };
    case 'platform':
      return { kind: 'platform' };
    case 'audit':
      return { kind: 'audit' };
  }
}

function ScopeFields({ role }: { role: Role | undefined }) {
  const { t } = useTranslation();
  const options = useWordOptions();
  const regions = useRegions();
  const name = useRegionName();
  const kind = role ? scopeKindOf(role) : null;
  const parks = useApi(listParks, {}, { enabled: kind === 'park' });
  const fitting = regions.filter((r) => (role && LEVELS[role] ? r.level === LEVELS[role] : r.level !== 'township'));
  const required = [{ required: true }];
  if (kind === 'enterprise') {
    return (
      <Form.Item
        name={['scope', 'enterpriseId']}
        label={t('admin.assign.enterpriseId')}
        rules={required}
        extra={t('admin.assign.enterpriseHint')}
      >
        <Input autoComplete="off" />
      </Form.Item>
    );
  }
  if (kind === 'park') {
    return (
      <Form.Item name={['scope', 'parkId']} label={t('admin.assign.park')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(parks.data?.rows ?? []).map((p) => ({ value: p.id, label: p.name }))}
        />
      </Form.Item>
    );
  }
  if (kind !== 'region' && kind !== 'sector') return null;
  return (
    <>
      {kind === 'sector' && (
        <Form.Item name={['scope', 'sector']} label={t('admin.column.sector')} rules={required}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={options('sector', SECTORS)} />
        </Form.Item>
      )}
      <Form.Item name={['scope', 'code']} label={t('admin.column.region')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={fitting.map((r) => ({ value: r.code, label: name(r.code) }))}
        />
      </Form.Item>
    </>
  );
}
