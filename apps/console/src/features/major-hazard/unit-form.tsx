import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import {
  createMajorHazardUnit,
  getMajorHazardTables,
  gradeMajorHazardPreview,
  type MajorHazardItem,
  type MajorHazardUnitInput,
  type MajorHazardUnitView,
  updateMajorHazardUnit,
} from '@yufang/contract/major-hazard';
import {
  Alert,
  AutoComplete,
  Button,
  Checkbox,
  Form,
  type FormInstance,
  Input,
  InputNumber,
  Radio,
  Select,
} from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.ts';
import { FormDrawer, Section } from '../../ui/index.ts';
import { Arithmetic } from './arithmetic.tsx';

type ItemValues = Partial<MajorHazardItem> & { stated?: boolean };
export type UnitValues = Partial<Omit<MajorHazardUnitInput, 'items'>> & { items?: ItemValues[] };
const DECIMAL = /^\d{1,9}(\.\d{1,6})?$/;
const STALE = ['major-hazard', 'archive', 'history'];

/** What the server takes of the form's rows. */
const itemsOf = (values: UnitValues): MajorHazardItem[] =>
  (values.items ?? []).map((i) => ({
    substance: (i.substance ?? '').trim(),
    quantityT: (i.quantityT ?? '').trim(),
    ...(i.categories?.length ? { categories: i.categories } : {}),
    ...(i.stated
      ? {
          ...(i.criticalQuantityT ? { criticalQuantityT: i.criticalQuantityT.trim() } : {}),
          ...(i.beta ? { beta: i.beta.trim() } : {}),
          ...(i.basis ? { basis: i.basis } : {}),
        }
      : {}),
  }));
const bodyOf = (v: UnitValues, source: UnitValues['source']): MajorHazardUnitInput => ({
  name: v.name ?? '',
  kind: v.kind ?? 'storage',
  location: v.location ?? null,
  peopleWithin500M: v.peopleWithin500M ?? 0,
  note: v.note ?? null,
  source: source ?? 'entered',
  items: itemsOf(v),
});

/** Add a unit, or change one: the arithmetic moves with what is typed. */
export function UnitForm({
  enterpriseId,
  unit,
  begin,
  open,
  onClose,
}: {
  enterpriseId: string;
  unit: MajorHazardUnitView | null;
  /** What a new unit begins with. */
  begin?: UnitValues | null;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const shared = {
    open,
    onClose,
    submit: t('majorHazard.save'),
    done: t('majorHazard.saved'),
    stale: STALE,
    width: 760,
  };
  const inside = (form: FormInstance<UnitValues>) => <Fields form={form} />;
  if (unit) {
    const initial: UnitValues = {
      ...unit,
      peopleWithin500M: unit.result.peopleWithin500M,
      items: unit.items.map((i) => ({ ...i, stated: i.criticalQuantityT !== undefined })),
    };
    return (
      <FormDrawer
        {...shared}
        route={updateMajorHazardUnit}
        title={unit.name}
        initial={initial}
        toInput={(v: UnitValues) => ({
          params: { enterpriseId, id: unit.id },
          body: { ...bodyOf(v, unit.source), version: unit.version },
        })}
      >
        {inside}
      </FormDrawer>
    );
  }
  return (
    <FormDrawer
      {...shared}
      route={createMajorHazardUnit}
      title={t('majorHazard.add')}
      initial={begin ?? { kind: 'storage', items: [{}] }}
      toInput={(v: UnitValues) => ({ params: { enterpriseId }, body: bodyOf(v, begin?.source) })}
    >
      {inside}
    </FormDrawer>
  );
}

function Fields({ form }: { form: FormInstance<UnitValues> }) {
  const { t } = useTranslation();
  const rules = [{ required: true, message: t('majorHazard.required') }];
  const kinds = (['production', 'storage'] as const).map((value) => ({
    value,
    label: t(`majorHazard.kindOf.${value}`),
  }));
  return (
    <>
      <Form.Item name="name" label={t('majorHazard.field.name')} rules={rules}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="kind" label={t('majorHazard.field.kind')} rules={rules}>
        <Radio.Group options={kinds} />
      </Form.Item>
      <Form.Item name="location" label={t('majorHazard.field.location')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="peopleWithin500M" label={t('majorHazard.field.people')} rules={rules}>
        <InputNumber min={0} max={10_000_000} precision={0} />
      </Form.Item>
      <Form.List name="items">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <Item key={row.key} at={row.name} form={form} remove={rows.length > 1 ? () => remove(row.name) : null} />
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {t('majorHazard.item.add')}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="note" label={t('majorHazard.field.note')} className="yf-gap-above">
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Preview form={form} />
    </>
  );
}

function Item({ at, form, remove }: { at: number; form: FormInstance<UnitValues>; remove: (() => void) | null }) {
  const { t } = useTranslation();
  const tables = useApi(getMajorHazardTables, {}, { staleTime: 3_600_000 });
  const stated = Form.useWatch(['items', at, 'stated'], form);
  const required = { required: true, message: t('majorHazard.required') };
  const decimal = { pattern: DECIMAL, message: t('majorHazard.item.decimal') };
  const names = (tables.data?.substances ?? []).map((s) => ({
    value: s.name,
    label: [s.name, ...s.aliases, ...s.cas].join(' · '),
  }));
  return (
    <fieldset className="yf-fieldset">
      <legend>
        {t('majorHazard.item.substance')} {at + 1}
      </legend>
      <div className="yf-hazard-row">
        <Form.Item name={[at, 'substance']} label={t('majorHazard.item.substance')} rules={[required]}>
          <AutoComplete
            options={names}
            placeholder={t('majorHazard.item.substanceHint')}
            showSearch={{
              filterOption: (typed, o) =>
                String(o?.label ?? '')
                  .toLowerCase()
                  .includes(typed.toLowerCase()),
            }}
          />
        </Form.Item>
        <Form.Item name={[at, 'quantityT']} label={t('majorHazard.item.quantity')} rules={[required, decimal]}>
          <Input inputMode="decimal" />
        </Form.Item>
      </div>
      <Form.Item
        name={[at, 'categories']}
        label={t('majorHazard.item.categories')}
        extra={t('majorHazard.item.categoriesHint')}
      >
        <Select
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(tables.data?.categories ?? []).map((c) => ({
            value: c.symbol,
            label: `${c.symbol} ${c.hazardClass} · ${c.description}`,
          }))}
        />
      </Form.Item>
      <Form.Item name={[at, 'stated']} valuePropName="checked" noStyle>
        <Checkbox>{t('majorHazard.item.stated')}</Checkbox>
      </Form.Item>
      {remove && (
        <Button type="text" icon={<DeleteOutlined />} onClick={remove}>
          {t('majorHazard.item.remove')}
        </Button>
      )}
      {stated && (
        <div className="yf-hazard-row yf-gap-above">
          <Form.Item
            name={[at, 'criticalQuantityT']}
            label={t('majorHazard.item.critical')}
            rules={[required, decimal]}
          >
            <Input inputMode="decimal" />
          </Form.Item>
          <Form.Item name={[at, 'beta']} label={t('majorHazard.item.beta')} rules={[required, decimal]}>
            <Input inputMode="decimal" />
          </Form.Item>
          <Form.Item name={[at, 'basis']} label={t('majorHazard.item.basis')} rules={[required]}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
      )}
    </fieldset>
  );
}

/** The arithmetic of what is typed so far, asked for once typing rests. */
function Preview({ form }: { form: FormInstance<UnitValues> }) {
  const { t } = useTranslation();
  const typed: UnitValues | undefined = Form.useWatch([], form);
  const now = JSON.stringify({ items: itemsOf(typed ?? {}), peopleWithin500M: typed?.peopleWithin500M ?? 0 });
  const [rested, setRested] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setRested(now), 350);
    return () => clearTimeout(timer);
  }, [now]);
  const body: { items: MajorHazardItem[]; peopleWithin500M: number } = JSON.parse(rested);
  const ready = body.items.length > 0 && body.items.every((i) => i.substance !== '' && DECIMAL.test(i.quantityT));
  const graded = useApi(gradeMajorHazardPreview, { body }, { enabled: ready });
  return (
    <Section title={t('majorHazard.preview')}>
      {!ready ? (
        <p className="yf-quiet">{t('majorHazard.previewWait')}</p>
      ) : graded.error ? (
        <Alert type="info" showIcon title={problemText(graded.error, t)} />
      ) : (
        graded.data && <Arithmetic r={graded.data} />
      )}
    </Section>
  );
}
