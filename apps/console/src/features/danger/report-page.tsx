import './danger.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { createDanger, DangerReport } from '@yufang/contract/danger';
import { listEnterprises } from '@yufang/contract/enterprise';
import { DANGER_KINDS, DANGER_SOURCES, FACTORS } from '@yufang/domain';
import { Alert, App, Button, Checkbox, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { fieldProblems, problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useWordOptions } from '../../i18n/use-word.ts';
import { useMe } from '../../shell/me.tsx';
import { showFieldProblems } from '../../ui/index.ts';
import { CriteriaField } from './criteria-picker.tsx';
import { PhotoField } from './photos.tsx';
import { PlaceFields } from './place-fields.tsx';
import type { ReportSearch } from './routes.tsx';

type Values = Record<string, unknown>;
const FROM_OUTSIDE = ['supervision', 'public_report'] as const;
const FROM_INSIDE = DANGER_SOURCES.filter((s) => s !== 'supervision' && s !== 'public_report');

/** Report a danger: what, where, a photo. Everything else can wait for whoever verifies it. */
export function ReportPage() {
  const { t } = useTranslation();
  const me = useMe();
  const options = useWordOptions();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const search: z.output<typeof ReportSearch> = useSearch({ strict: false });
  const inside = me.scope.kind === 'enterprise';
  const first = search.enterpriseId ?? me.scope.enterpriseId ?? null;
  const [enterpriseId, setEnterpriseId] = useState(first);
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<unknown>(null);
  // Made once for the page: pressed twice, or sent again after a failure, it is one danger.
  const id = useRef(crypto.randomUUID());
  const create = useCommand(createDanger, {
    quiet: true,
    stale: ['danger', 'overview', 'notice'],
    onDone: ({ danger }) => {
      void message.success(t('danger.report.done', { number: danger.number }));
      void navigate({ to: `/enterprises/${danger.enterpriseId}/dangers/${danger.id}` });
    },
  });
  const major = Form.useWatch('isMajor', form) === true;

  /** What was chosen of one enterprise, its risk and the photos sent to it, does not belong to another. */
  const choose = (next: string) => {
    if (next === enterpriseId) return;
    setEnterpriseId(next);
    setProblem(null);
    form.setFieldsValue({ unitId: undefined, eventId: undefined, photoIds: [] });
  };
  const finish = ({ isMajor, atOnce, ...values }: Values) => {
    setProblem(null);
    if (!enterpriseId) return;
    const body = DangerReport.safeParse({
      ...Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && v !== '' && v !== null)),
      id: id.current,
      criteria: isMajor ? values.criteria : [],
      ...(atOnce && !isMajor ? { treatment: 'at_once' } : {}),
      ...(search.measureId && enterpriseId === first ? { measureId: search.measureId } : {}),
    });
    if (!body.success) {
      const wrong = body.error.issues.map((i) => [
        i.path.join('.'),
        t(['field.other'], { ns: 'problem', keySeparator: false }),
      ]);
      return showFieldProblems(form, Object.fromEntries(wrong));
    }
    create.mutate(
      { params: { enterpriseId }, body: body.data },
      {
        onError: (error) => {
          setProblem(error);
          showFieldProblems(form, fieldProblems(error, t));
        },
      },
    );
  };
  return (
    <article className="yf-danger-report">
      <header className="yf-head">
        <div>
          <h1>{t('danger.report.title')}</h1>
          <p className="yf-lead">{t('danger.report.lead')}</p>
        </div>
      </header>
      {problem !== null && <Alert type="error" showIcon title={problemText(problem, t)} className="yf-gap-below" />}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{
          source: inside ? 'daily' : 'supervision',
          kind: 'safety',
          unitId: search.unitId,
          eventId: search.eventId,
          photoIds: [],
          criteria: [],
        }}
        onFinish={finish}
      >
        {!inside && (
          <Form.Item label={t('danger.report.enterprise')} required>
            <EnterprisePicker value={enterpriseId} onChange={choose} />
          </Form.Item>
        )}
        <Form.Item
          name="name"
          label={t('danger.report.name')}
          rules={[
            {
              required: true,
              whitespace: true,
              message: t(['field.invalid_type'], { ns: 'problem', keySeparator: false }),
            },
          ]}
        >
          <Input maxLength={200} placeholder={t('danger.report.nameHint')} />
        </Form.Item>
        {enterpriseId && (
          <Form.Item name="photoIds" label={t('danger.report.photos')}>
            <PhotoField key={enterpriseId} enterpriseId={enterpriseId} />
          </Form.Item>
        )}
        {enterpriseId && <PlaceFields key={enterpriseId} enterpriseId={enterpriseId} form={form} />}
        <Form.Item name="location" label={t('danger.report.location')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="description" label={t('danger.report.description')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
        </Form.Item>
        <div className="yf-danger-report-row">
          <Form.Item name="source" label={t('danger.column.source')}>
            <Select options={options('dangerSource', inside ? FROM_INSIDE : FROM_OUTSIDE)} />
          </Form.Item>
          <Form.Item name="kind" label={t('danger.column.kind')}>
            <Select options={options('dangerKind', DANGER_KINDS)} />
          </Form.Item>
          <Form.Item name="factor" label={t('danger.column.factor')}>
            <Select allowClear options={options('factor', FACTORS)} />
          </Form.Item>
        </div>
        <Form.Item name="isMajor" valuePropName="checked">
          <Checkbox>{t('danger.report.isMajor')}</Checkbox>
        </Form.Item>
        {major ? (
          <Form.Item
            name="criteria"
            label={t('danger.field.criteria')}
            rules={[
              {
                required: true,
                type: 'array',
                min: 1,
                message: t(['danger.criteria_missing'], { ns: 'problem', keySeparator: false }),
              },
            ]}
          >
            <CriteriaField />
          </Form.Item>
        ) : (
          <Form.Item name="atOnce" valuePropName="checked">
            <Checkbox>{t('danger.report.atOnce')}</Checkbox>
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={create.isPending} disabled={!enterpriseId}>
          {t('danger.report.submit')}
        </Button>
      </Form>
    </article>
  );
}

/** One enterprise within one's duty, found by name. */
function EnterprisePicker({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const found = useApi(listEnterprises, { query: { limit: '20', ...(text ? { search: text } : {}) } });
  return (
    <Select
      aria-label={t('danger.report.enterprise')}
      placeholder={t('danger.report.enterpriseHint')}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      value={value}
      onChange={(id) => id && onChange(id)}
      options={(found.data?.rows ?? []).map((e) => ({ value: e.enterpriseId, label: e.name }))}
    />
  );
}
