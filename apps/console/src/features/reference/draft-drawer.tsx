import { draftReference, type ReferenceView, saveReferenceDraft } from '@yufang/contract';
import { CERTAINTIES, type Certainty } from '@yufang/domain';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../ui/index.ts';

type Values = {
  edition: string;
  title: string;
  titleEn: string;
  standard?: string;
  clause?: string;
  certainty: Certainty;
  source: string;
  payload: string;
};

const readable = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Draft a new edition from the one shown, or go on with a draft of one's own. The content is checked whole by the server. */
export function DraftDrawer({
  view,
  mode,
  open,
  onClose,
  onDone,
}: {
  view: ReferenceView;
  mode: 'draft' | 'edit';
  open: boolean;
  onClose: () => void;
  onDone: (made: ReferenceView) => void;
}) {
  const { t } = useTranslation();
  const body = (v: Values) => ({
    title: v.title,
    titleEn: v.titleEn,
    standard: v.standard || null,
    clause: v.clause || null,
    certainty: v.certainty,
    source: v.source,
    payload: JSON.parse(v.payload) as unknown,
  });
  const initial = {
    edition: mode === 'edit' ? view.edition : '',
    title: view.title,
    titleEn: view.titleEn,
    ...(view.standard ? { standard: view.standard } : {}),
    ...(view.clause ? { clause: view.clause } : {}),
    certainty: view.certainty,
    source: view.source,
    payload: JSON.stringify(view.payload, null, 2),
  };
  const common = { open, onClose, onDone, initial, width: 760, done: t('reference.done.draft') };
  const fields = <Fields edition={mode === 'draft'} />;
  if (mode === 'edit') {
    return (
      <FormDrawer<typeof saveReferenceDraft, Values>
        {...common}
        route={saveReferenceDraft}
        title={t('reference.act.edit')}
        submit={t('reference.act.save')}
        toInput={(v) => ({ params: { kind: view.kind, edition: view.edition }, body: body(v) })}
      >
        {fields}
      </FormDrawer>
    );
  }
  return (
    <FormDrawer<typeof draftReference, Values>
      {...common}
      route={draftReference}
      title={t('reference.act.draft')}
      submit={t('reference.act.saveDraft')}
      toInput={(v) => ({ body: { kind: view.kind, edition: v.edition, ...body(v) } })}
    >
      {fields}
    </FormDrawer>
  );
}

function Fields({ edition }: { edition: boolean }) {
  const { t } = useTranslation();
  const required = [{ required: true }];
  return (
    <>
      <p className="yf-quiet yf-gap-below">{t('reference.draftHint')}</p>
      {edition && (
        <Form.Item name="edition" label={t('reference.column.edition')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
      )}
      <Form.Item name="title" label={t('reference.column.title')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="titleEn" label={t('reference.column.titleEn')} rules={required}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="standard" label={t('reference.column.standardNo')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="clause" label={t('reference.column.clause')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="certainty" label={t('reference.column.certainty')} rules={required}>
        <Select options={CERTAINTIES.map((value) => ({ value, label: t(`reference.certainty.${value}`) }))} />
      </Form.Item>
      <Form.Item name="source" label={t('reference.column.source')} rules={required}>
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
      <Form.Item
        name="payload"
        label={t('reference.column.payload')}
        rules={[
          ...required,
          {
            validator: async (_, text: string) => {
              if (!readable(text)) throw new Error(t('reference.notJson'));
            },
          },
        ]}
      >
        <Input.TextArea rows={20} spellCheck={false} style={{ fontFamily: 'monospace' }} />
      </Form.Item>
    </>
  );
}
