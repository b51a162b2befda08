import { useNavigate } from '@tanstack/react-router';
import {
  freezeParkAssessment,
  getParkAssessmentInput,
  makeParkWorkList,
  openParkWhatIf,
  type ParkAssessmentView,
  refreshParkAssessment,
  sendBackParkAssessment,
  submitParkAssessment,
  withdrawParkAssessment,
} from '@yufang/contract/park';
import { printParkReport } from '@yufang/contract/park-report';
import { App, Button, Dropdown, Form, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../api/client.ts';
import { problemText } from '../../../api/problem.ts';
import { useCommand } from '../../../api/use-api.ts';
import { useMay, useMe } from '../../../shell/me.tsx';
import { FormDrawer } from '../../../ui/index.ts';
import { ReportButton } from './report-button.tsx';

type Reasoned = 'send_back' | 'withdraw';
const ROUTES = { send_back: sendBackParkAssessment, withdraw: withdrawParkAssessment } as const;

/** What can be done with an assessment in its state: the next step first, the others behind a menu. */
export function AssessmentActions({ a }: { a: ParkAssessmentView }) {
  const { t } = useTranslation();
  const may = useMay();
  const me = useMe();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<Reasoned | null>(null);
  const params = { parkId: a.parkId, id: a.id };
  const body = { version: a.version };
  const submit = useCommand(submitParkAssessment, { stale: ['park'], done: t('park.assessment.isSubmitted') });
  const freeze = useCommand(freezeParkAssessment, { stale: ['park'], done: t('park.assessment.isFrozen') });
  const refresh = useCommand(refreshParkAssessment, { stale: ['park'], done: t('park.assessment.isRefreshed') });
  const list = useCommand(makeParkWorkList, {
    stale: ['park'],
    onDone: (r) => void message.success(t('park.work.made', { made: r.made, there: r.alreadyThere })),
  });
  const save = () =>
    download(getParkAssessmentInput, { params }).catch((problem: unknown) => message.error(problemText(problem, t)));
  const own = a.submitted?.by === me.accountId;
  const blocked = a.readiness.some((r) => r.level === 'blocks');
  const more = [
    ...(a.state === 'draft' && a.source === 'inventory' && may(refreshParkAssessment)
      ? [{ key: 'refresh', label: t('park.assessment.refresh'), onClick: () => refresh.mutate({ params, body }) }]
      : []),
    ...(may(getParkAssessmentInput)
      ? [{ key: 'input', label: t('park.assessment.download'), onClick: () => void save() }]
      : []),
    ...(a.state === 'in_review' && !own && may(sendBackParkAssessment)
      ? [{ key: 'back', label: t('park.assessment.sendBack'), onClick: () => setAsking('send_back') }]
      : []),
    ...(a.state !== 'withdrawn' && may(withdrawParkAssessment)
      ? [{ key: 'withdraw', label: t('park.assessment.withdraw'), onClick: () => setAsking('withdraw') }]
      : []),
  ];
  return (
    <>
      {more.length > 0 && (
        <Dropdown menu={{ items: more }} trigger={['click']}>
          <Button>{t('park.more')}</Button>
        </Dropdown>
      )}
      {a.resultRunId && may(printParkReport) && <ReportButton a={a} />}
      {a.resultRunId && may(openParkWhatIf) && (
        <Button onClick={() => void navigate({ to: `/parks/${a.parkId}/assessments/${a.id}/what-if` })}>
          {t('park.whatIf.open')}
        </Button>
      )}
      {a.state === 'frozen' && may(makeParkWorkList) && (
        <Button type="primary" loading={list.isPending} onClick={() => list.mutate({ params, body: {} })}>
          {t('park.work.make')}
        </Button>
      )}
      {a.state === 'draft' && a.resultRunId && may(submitParkAssessment) && (
        <Button
          type="primary"
          disabled={blocked}
          loading={submit.isPending}
          onClick={() => submit.mutate({ params, body })}
        >
          {t('park.assessment.submit')}
        </Button>
      )}
      {a.state === 'in_review' &&
        may(freezeParkAssessment) &&
        (own ? (
          <span className="yf-quiet">{t('park.assessment.ownReview')}</span>
        ) : (
          <Popconfirm
            title={t('park.assessment.freezeAsk')}
            okText={t('park.assessment.freezeIt')}
            onConfirm={() => freeze.mutate({ params, body })}
          >
            <Button type="primary" loading={freeze.isPending}>
              {t('park.assessment.freeze')}
            </Button>
          </Popconfirm>
        ))}
      <FormDrawer<(typeof ROUTES)[Reasoned], { reason: string }>
        route={ROUTES[asking ?? 'withdraw']}
        title={t(asking === 'send_back' ? 'park.assessment.sendBack' : 'park.assessment.withdraw')}
        open={asking !== null}
        onClose={() => setAsking(null)}
        toInput={({ reason }) => ({ params, body: { ...body, reason } })}
        submit={t(asking === 'send_back' ? 'park.assessment.sendBack' : 'park.assessment.withdraw')}
        stale={['park']}
      >
        <Form.Item name="reason" label={t('park.assessment.reason')} rules={[{ required: true }]}>
          <Input.TextArea rows={4} maxLength={1000} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
