import { getRiskReference, updateRiskEvent } from '@yufang/contract/risk';
import { FACTORS, type RiskEventView } from '@yufang/contract/risk-rows';
import { CodeList, HAZOP_GUIDE_WORDS, HAZOP_PARAMETERS, MEASURE_CLASSES } from '@yufang/domain';
import { Alert, Button, DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems, problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useWord, useWordOptions } from '../../i18n/use-word.ts';
import { Facts, showFieldProblems } from '../../ui/index.ts';
import { isFolded, SHEET_COLUMNS, sheetRowOf } from './sheet-row.ts';
import { accidentOf, useAccident } from './use-accident.ts';
import { useKeepRisk } from './use-keep-risk.ts';

type Values = { name: string; accidentType: string | null; factor: string | null; sheet: Record<string, unknown> };

/** The worksheet row of a risk as its own form: JHA, SCL or HAZOP columns, existing and proposed measures by class, who is responsible. */
export function SheetEditor({ e, editable }: { e: RiskEventView; editable: boolean }) {
  const { t, i18n } = useTranslation();
  const word = useWord();
  const options = useWordOptions();
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<unknown>(null);
  const [open, setOpen] = useState(false);
  const reference = useApi(getRiskReference, {}, { staleTime: 60_000 });
  const zh = i18n.language.startsWith('zh');
  const list = (kind: string) => CodeList.safeParse(reference.data?.editions[kind]?.payload).data?.items ?? [];
  const guideWord = (code: string) => list('hazop_guide_words').find((g) => g.code === code);
  const save = useCommand(updateRiskEvent, {
    quiet: true,
    done: t('risk.saved'),
    stale: ['risk', 'history'],
    onDone: useKeepRisk(),
  });
  const accident = useAccident();
  const row = e.worksheetRow;
  const columns = SHEET_COLUMNS[e.worksheet];
  if (!editable) {
    const text = (v: unknown): string => (typeof v === 'string' ? v : '');
    const shown = (key: string) => {
      if (key === 'parameter') return row[key] ? t(`risk.parameter.${text(row[key])}`) : '';
      if (key === 'guideWord')
        return (zh ? guideWord(text(row[key]))?.label : guideWord(text(row[key]))?.labelEn) ?? '';
      return text(row[key]);
    };
    const filled = columns.map(({ key }) => ({ key, value: shown(key) }));
    const blank = filled.filter((c) => c.value === '').map((c) => t(`risk.sheet.${c.key}`));
    return (
      <>
        <Facts
          items={[
            { label: t('risk.field.accident'), value: accident(e.accidentType) },
            { label: t('risk.field.factor'), value: word('factor', e.factor) },
            ...filled
              .filter((c) => c.value !== '')
              .map((c) => ({ label: t(`risk.sheet.${c.key}`), value: c.value, wide: c.value.length > 24 })),
          ]}
        />
        {blank.length > 0 && (
          <p className="yf-quiet yf-gap-above">{t('risk.sheet.blank', { names: blank.join(zh ? '、' : ', ') })}</p>
        )}
      </>
    );
  }
  const submit = (v: Values) => {
    const due = v.sheet.dueOn;
    const made = sheetRowOf(e.worksheet, row, {
      ...v.sheet,
      ...(e.worksheet === 'HAZOP' ? { dueOn: dayjs.isDayjs(due) ? due.format('YYYY-MM-DD') : null } : {}),
    });
    if (!made.ok) {
      const wrong = made.problems.map(({ path, most }) => [
        ['sheet', ...path.map(String)].join('.'),
        most === null ? t('risk.sheet.missing') : t('risk.sheet.tooLong', { most }),
      ]);
      if (made.problems.some(({ path }) => isFolded(path))) setOpen(true);
      return showFieldProblems(form, Object.fromEntries(wrong));
    }
    save.mutate(
      {
        params: { enterpriseId: e.enterpriseId, id: e.id },
        body: {
          version: e.version,
          name: v.name,
          accidentType: v.accidentType ?? null,
          factor: (v.factor ?? null) as 'person' | null,
          consequence: made.row.consequence || null,
          worksheetRow: made.row,
        },
      },
      {
        onError: (error) => {
          setProblem(error);
          const wrong = Object.entries(fieldProblems(error, t)).map(([path, text]): [string, string] => [
            path.replace(/^worksheetRow\./, 'sheet.'),
            text,
          ]);
          if (wrong.some(([path]) => isFolded(path.split('.').slice(1)))) setOpen(true);
          showFieldProblems(form, Object.fromEntries(wrong));
        },
        onSuccess: () => setProblem(null),
      },
    );
  };
  const due = typeof row.dueOn === 'string' ? dayjs(row.dueOn) : null;
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="yf-risk-sheet"
      initialValues={{ name: e.name, accidentType: e.accidentType, factor: e.factor, sheet: { ...row, dueOn: due } }}
      onFinish={submit}
    >
      {problem !== null && <Alert type="error" showIcon title={problemText(problem, t)} className="yf-gap-below" />}
      <Form.Item name="name" label={t('risk.field.event')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={500} />
      </Form.Item>
      <div className="yf-risk-two">
        <Form.Item
          name="accidentType"
          label={t('risk.field.accident')}
          getValueProps={(given: string | null | undefined) => ({
            value: accidentOf(list('accident_types'), given)?.code ?? given,
          })}
        >
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={list('accident_types').map((a) => ({ value: a.code, label: zh ? a.label : a.labelEn }))}
          />
        </Form.Item>
        <Form.Item name="factor" label={t('risk.field.factor')}>
          <Select allowClear options={options('factor', FACTORS)} />
        </Form.Item>
      </div>
      {columns.map(({ key, as, needed, most }) => (
        <Form.Item
          key={key}
          name={['sheet', key]}
          label={t(`risk.sheet.${key}`)}
          rules={needed ? [{ required: true, whitespace: true, message: t('risk.sheet.missing') }] : []}
        >
          {as === 'area' ? (
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} maxLength={most} />
          ) : as === 'parameter' ? (
            <Select options={HAZOP_PARAMETERS.map((p) => ({ value: p, label: t(`risk.parameter.${p}`) }))} />
          ) : as === 'guideWord' ? (
            <Select
              options={HAZOP_GUIDE_WORDS.map((g) => ({
                value: g,
                label: (zh ? guideWord(g)?.label : guideWord(g)?.labelEn) ?? g,
              }))}
            />
          ) : as === 'day' ? (
            <DatePicker />
          ) : (
            <Input maxLength={most} />
          )}
        </Form.Item>
      ))}
      <details open={open} onToggle={(x) => setOpen(x.currentTarget.open)}>
        <summary>{t('risk.sheet.more')}</summary>
        {(['existing', 'proposed'] as const).map((part) => (
          <fieldset key={part}>
            <legend>{t(`risk.sheet.${part}`)}</legend>
            {MEASURE_CLASSES.map((c) => (
              <Form.Item key={c} name={['sheet', part, c]} label={word('measureClass', c)}>
                <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
              </Form.Item>
            ))}
          </fieldset>
        ))}
        <div className="yf-risk-two">
          <Form.Item name={['sheet', 'responsibleUnit']} label={t('risk.sheet.responsibleUnit')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['sheet', 'responsiblePerson']} label={t('risk.sheet.responsiblePerson')}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item name={['sheet', 'note']} label={t('risk.sheet.note')}>
          <Input.TextArea autoSize maxLength={2000} />
        </Form.Item>
      </details>
      <Button htmlType="submit" loading={save.isPending}>
        {t('risk.sheet.save')}
      </Button>
    </Form>
  );
}
