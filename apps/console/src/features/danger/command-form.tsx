import type { DangerView } from '@yufang/contract/danger';
import { listDangerAssignees } from '@yufang/contract/danger';
import { TREATMENTS } from '@yufang/domain';
import { DatePicker, Form, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { type CommandField, choicesOf } from './commands.ts';
import { CriteriaField } from './criteria-picker.tsx';
import { PhotoField } from './photos.tsx';

/** One part of a command as a form item; its name is the command's own, so that the server's refusals land beside it. */
export function CommandItem({ field, danger }: { field: CommandField; danger: DangerView }) {
  const { t } = useTranslation();
  const label = t(field.label ?? `danger.field.${field.name}`);
  const chosen: unknown = Form.useWatch('treatment');
  const photos = field.kind === 'photos' ? danger.photosNeeded : 0;
  const needed = field.needed === true || photos > 0 || (field.neededFor !== undefined && chosen === field.neededFor);
  const message =
    photos > 0
      ? t(['danger.photo_missing'], { ns: 'problem', keySeparator: false, min: photos })
      : t(['field.invalid_type'], { ns: 'problem', keySeparator: false });
  const treatment = field.name === 'deadline' ? TREATMENTS.find((x) => x === chosen) : undefined;
  const latest = treatment && danger.proposals[treatment]?.latest;
  return (
    <Form.Item
      name={field.name}
      label={label}
      rules={[{ required: needed, message, ...(photos > 0 ? { type: 'array', min: photos } : {}) }]}
      {...(latest ? { extra: t('danger.field.latest', { day: latest }) } : {})}
      {...(field.kind === 'day' ? { getValueProps, normalize } : {})}
    >
      {control(field, { danger, t })}
    </Form.Item>
  );
}

const getValueProps = (value: unknown) => ({ value: typeof value === 'string' ? dayjs(value) : null });
const normalize = (value: unknown) => (dayjs.isDayjs(value) ? value.format('YYYY-MM-DD') : undefined);

function control(field: CommandField, { danger, t }: { danger: DangerView; t: (key: string) => string }) {
  switch (field.kind) {
    case 'text':
      return <Input maxLength={2000} />;
    case 'long':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />;
    case 'day':
      return <DatePicker className="yf-wide" />;
    case 'people':
      return <PeopleField enterpriseId={danger.enterpriseId} />;
    case 'photos':
      return <PhotoField enterpriseId={danger.enterpriseId} />;
    case 'criteria':
      return <CriteriaField />;
    case 'choice':
      return <Radio.Group options={choicesOf(field, danger).map((o) => ({ value: o.value, label: t(o.label) }))} />;
    case 'yes':
      return (
        <Radio.Group
          options={[
            { value: true, label: t(`danger.field.${field.name}Yes`) },
            { value: false, label: t(`danger.field.${field.name}No`) },
          ]}
        />
      );
  }
}

/** People of the enterprise who can hold a danger, found by name. */
function PeopleField({
  enterpriseId,
  ...given
}: {
  enterpriseId: string;
  value?: string;
  onChange?: (id: string) => void;
  id?: string;
}) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const people = useApi(listDangerAssignees, { params: { enterpriseId }, query: search ? { search } : {} });
  return (
    <Select
      {...given}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={people.isFetching}
      placeholder={t('danger.field.search')}
      options={(people.data?.rows ?? []).map((p) => ({
        value: p.accountId,
        label: p.posts.length > 0 ? `${p.name} · ${p.posts.join('、')}` : p.name,
      }))}
    />
  );
}
