import {
  approveParkGrading,
  type ParkGradingView,
  printParkGrading,
  saveParkGrading,
  sendBackParkGrading,
  submitParkGrading,
  withdrawParkGrading,
} from '@yufang/contract/park-grading';
import { Button, Dropdown, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-api.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { useMay } from '../../shell/me.tsx';
import { ExportButton, FormDrawer } from '../../ui/index.ts';
import type { Scores } from './use-scores.ts';

type Reasoned = 'send_back' | 'withdraw';
const ROUTES = { send_back: sendBackParkGrading, withdraw: withdrawParkGrading } as const;
const STALE = ['park-grading'];

/** What can be done with a grading in its state: the next step as the one primary button. */
export function GradingActions({ g, scores, editing }: { g: ParkGradingView; scores: Scores; editing: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<Reasoned | null>(null);
  const params = { parkId: g.parkId, id: g.id };
  const body = { version: g.version };
  const save = useCommand(saveParkGrading, { stale: STALE, done: t('parkGrading.saved') });
  const submit = useCommand(submitParkGrading, { stale: STALE, done: t('parkGrading.submitted') });
  const approve = useCommand(approveParkGrading, { stale: STALE, done: t('parkGrading.approved') });
  const more = [
    ...(g.state === 'in_review' && g.mayReview && may(sendBackParkGrading)
      ? [{ key: 'back', label: t('parkGrading.sendBack'), onClick: () => setAsking('send_back') }]
      : []),
    ...(g.state !== 'withdrawn' && may(withdrawParkGrading)
      ? [{ key: 'withdraw', label: t('parkGrading.withdraw'), onClick: () => setAsking('withdraw') }]
      : []),
  ];
  return (
    <>
      {more.length > 0 && (
        <Dropdown menu={{ items: more }} trigger={['click']}>
          <Button>{t('parkGrading.more')}</Button>
        </Dropdown>
      )}
      <ExportButton
        route={printParkGrading}
        input={{ params, query: { lang: currentLanguage() } }}
        label={t('parkGrading.print')}
      />
      {editing && scores.dirty && (
        <Button
          type="primary"
          disabled={scores.unreasoned}
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              params,
              body: { ...body, answers: [...scores.answers.values()], vetoes: [...scores.vetoes.values()] },
            })
          }
        >
          {t('parkGrading.save')}
        </Button>
      )}
      {editing && !scores.dirty && may(submitParkGrading) && (
        <Button
          type="primary"
          disabled={scores.result.missing.length > 0 || scores.unproved.length > 0}
          loading={submit.isPending}
          onClick={() => submit.mutate({ params, body })}
        >
          {t('parkGrading.submit')}
        </Button>
      )}
      {g.state === 'in_review' &&
        may(approveParkGrading) &&
        (g.mayReview ? (
          <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate({ params, body })}>
            {t('parkGrading.approve')}
          </Button>
        ) : (
          <span className="yf-quiet">{t('parkGrading.ownReview')}</span>
        ))}
      <FormDrawer<(typeof ROUTES)[Reasoned], { reason: string }>
        route={ROUTES[asking ?? 'withdraw']}
        title={t(asking === 'send_back' ? 'parkGrading.sendBack' : 'parkGrading.withdraw')}
        open={asking !== null}
        onClose={() => setAsking(null)}
        toInput={({ reason }) => ({ params, body: { ...body, reason } })}
        submit={t(asking === 'send_back' ? 'parkGrading.sendBack' : 'parkGrading.withdraw')}
        stale={STALE}
      >
        <Form.Item
          name="reason"
          label={t('parkGrading.reason')}
          rules={[{ required: true, message: t('parkGrading.required') }]}
        >
          <Input.TextArea rows={4} maxLength={1000} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
