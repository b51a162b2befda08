import { assignItems, dispatchTasks, type ItemRow, listInspectors } from '@yufang/contract/inspection';
import { DatePicker, Form, Input, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { FormDrawer } from '../../ui/index.ts';

type Props = { readonly rows: readonly ItemRow[]; readonly onClose: () => void; readonly onDone: () => void };

/** Posts and people of an enterprise as options to choose from. */
export function useInspectors(enterpriseId: string) {
  const found = useApi(listInspectors, { params: { enterpriseId } }, { enabled: enterpriseId !== '' });
  return {
    posts: (found.data?.posts ?? []).map((p) => ({ value: p.id, label: `${p.name} · ${p.orgUnitName}` })),
    people: (found.data?.people ?? []).map((p) => ({ value: p.id, label: [p.name, ...p.posts].join(' · ') })),
  };
}

const searchable = { showSearch: { optionFilterProp: 'label' }, allowClear: true } as const;

/** Hand the chosen items out now: to whom, until when. */
export function DispatchDrawer({ rows, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const enterpriseId = rows[0]?.enterpriseId ?? '';
  const { posts, people } = useInspectors(enterpriseId);
  // An item without a post of its own is nobody's until a post or a person is named.
  const orphaned = rows.some((r) => r.postId === null);
  const somebody: Rule = ({ getFieldValue }) => ({
    validator: async () => {
      if (orphaned && !getFieldValue('postId') && !getFieldValue('personId'))
        throw new Error(t(['inspection.nobody'], { ns: 'problem', keySeparator: false }));
    },
  });
  return (
    <FormDrawer<typeof dispatchTasks, { postId?: string; personId?: string; dueAt: Dayjs; note?: string }>
      route={dispatchTasks}
      title={t('inspection.dispatch.title')}
      open
      onClose={onClose}
      initial={{ dueAt: dayjs().add(1, 'day').hour(18).minute(0).second(0) }}
      toInput={({ postId, personId, dueAt, note }) => ({
        params: { enterpriseId },
        body: {
          itemIds: rows.map((r) => r.id),
          dueAt: dueAt.toISOString(),
          ...(postId ? { postId } : {}),
          ...(personId ? { personId } : {}),
          ...(note ? { note } : {}),
        },
      })}
      submit={t('inspection.dispatch.submit')}
      done={t('inspection.dispatch.done')}
      stale={['inspection']}
      onDone={onDone}
    >
      <p className="yf-quiet yf-gap-below">{t('inspection.dispatch.count', { count: rows.length })}</p>
      <Form.Item
        name="postId"
        label={t('inspection.dispatch.post')}
        extra={t(orphaned ? 'inspection.dispatch.postNeeded' : 'inspection.dispatch.postHint')}
        dependencies={['personId']}
        required={orphaned}
        rules={[somebody]}
      >
        <Select options={posts} {...searchable} />
      </Form.Item>
      <Form.Item name="personId" label={t('inspection.dispatch.person')}>
        <Select options={people} {...searchable} />
      </Form.Item>
      <Form.Item name="dueAt" label={t('inspection.dispatch.due')} rules={[{ required: true }]}>
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} />
      </Form.Item>
      <Form.Item name="note" label={t('inspection.dispatch.note')}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </FormDrawer>
  );
}

/** Name the post that checks the chosen items. */
export function AssignDrawer({ rows, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const enterpriseId = rows[0]?.enterpriseId ?? '';
  const { posts } = useInspectors(enterpriseId);
  return (
    <FormDrawer<typeof assignItems, { postId: string }>
      route={assignItems}
      title={t('inspection.item.assign')}
      open
      onClose={onClose}
      toInput={({ postId }) => ({ params: { enterpriseId }, body: { itemIds: rows.map((r) => r.id), postId } })}
      submit={t('inspection.item.assign')}
      done={t('inspection.item.assigned')}
      stale={['inspection']}
      onDone={onDone}
    >
      <p className="yf-quiet yf-gap-below">{t('inspection.dispatch.count', { count: rows.length })}</p>
      <Form.Item name="postId" label={t('inspection.task.post')} rules={[{ required: true }]}>
        <Select options={posts} {...searchable} />
      </Form.Item>
    </FormDrawer>
  );
}
