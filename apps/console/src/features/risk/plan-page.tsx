import './risk.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { putAttachment } from '@yufang/contract/attachment';
import { createPlan, listPlans, type PlanView, setPlanState } from '@yufang/contract/plan';
import { App, Button, Segmented, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.ts';
import { useLiveRefresh } from '../../api/live.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useApi, useCommand } from '../../api/use-api.ts';
import { useMay } from '../../shell/me.tsx';
import { Empty, Reading, useUndo } from '../../ui/index.ts';
import { OfEnterprise } from './place.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { PlanPageChoice } from './plan-page-choice.tsx';
import { isPdf, openPdf, type PagedFile } from './plan-picture.ts';

/** The four-colour maps of an enterprise. */
export function PlanPage() {
  return <OfEnterprise>{(id) => <Plans enterpriseId={id} />}</OfEnterprise>;
}

function Plans({ enterpriseId }: { enterpriseId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const undo = useUndo();
  const search: { plan?: string } = useSearch({ strict: false });
  useLiveRefresh(['risk', 'hidden_danger.', 'floor_plan'], ['plan']);
  const plans = useApi(listPlans, { params: { enterpriseId } });
  const [busy, setBusy] = useState(false);
  const choose = (plan: string | undefined) =>
    void navigate({ to: '.', search: (o: Record<string, unknown>) => ({ ...o, plan }), replace: true });
  const make = useCommand(createPlan, { done: t('risk.saved'), onDone: (p) => choose(p.id) });
  const state = useCommand(setPlanState, {});
  const withdraw = (p: PlanView) =>
    state.mutate(
      { params: { enterpriseId, id: p.id }, body: { version: p.version, state: 'withdrawn' } },
      {
        onSuccess: (gone) => {
          choose(undefined);
          undo(t('risk.plan.withdrawn'), () =>
            state.mutate({ params: { enterpriseId, id: p.id }, body: { version: gone.version, state: 'active' } }),
          );
        },
      },
    );
  const [paged, setPaged] = useState<PagedFile | null>(null);
  const whileBusy = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (problem) {
      message.error(problemText(problem, t), 6);
    } finally {
      setBusy(false);
    }
  };
  const take = (file: File) =>
    whileBusy(async () => {
      if (!isPdf(file)) return await send(file, file.name);
      const pdf = await openPdf(file);
      if (pdf.pages === 1) await takePage(pdf, 1);
      else setPaged(pdf);
    });
  const takePage = (pdf: PagedFile, page: number) =>
    whileBusy(async () => {
      setPaged(null);
      try {
        await send(await pdf.draw(page, 'plan'), pdf.name);
      } finally {
        pdf.close();
      }
    });
  const send = async (picture: Blob, fileName: string) => {
    const id = crypto.randomUUID();
    const response = await fetch(urlOf(putAttachment, { params: { enterpriseId, id }, query: { kind: 'plan' } }), {
      method: 'PUT',
      body: picture,
      headers: { 'content-type': picture.type || 'application/octet-stream' },
    });
    const answer: { code?: string; params?: Record<string, string> } = await response.json();
    if (!response.ok)
      throw new ApiProblem({
        status: response.status,
        code: answer.code ?? 'server.failed',
        requestId: null,
        ...(answer.params ? { params: answer.params } : {}),
      });
    make.mutate({
      params: { enterpriseId },
      body: { name: fileName.replace(/\.[^.]+$/, '').slice(0, 100) || t('risk.plan.title'), attachmentId: id },
    });
  };
  const button = may(createPlan) ? (
    <Upload
      accept=".png,.jpg,.jpeg,.webp,.svg,.pdf"
      showUploadList={false}
      beforeUpload={(file) => {
        void take(file);
        return false;
      }}
    >
      <Button type="primary" loading={busy || make.isPending}>
        {t('risk.plan.upload')}
      </Button>
    </Upload>
  ) : null;
  return (
    <div className="yf-list">
      <header className="yf-head">
        <div>
          <h1>{t('risk.plan.title')}</h1>
          <p className="yf-lead">{t('risk.plan.lead')}</p>
        </div>
        <div className="yf-head-actions">{button}</div>
      </header>
      {paged && (
        <PlanPageChoice
          file={paged}
          onTake={(page) => void takePage(paged, page)}
          onCancel={() => {
            paged.close();
            setPaged(null);
          }}
        />
      )}
      <Reading query={plans}>
        {({ rows }) => {
          const plan = rows.find((p) => p.id === search.plan) ?? rows[0];
          if (!plan) return <Empty title={t('risk.plan.none')} text={t('risk.plan.noneHint')} />;
          return (
            <>
              {rows.length > 1 && (
                <Segmented
                  className="yf-gap-below"
                  aria-label={t('risk.plan.title')}
                  value={plan.id}
                  options={rows.map((p) => ({ value: p.id, label: p.name }))}
                  onChange={choose}
                />
              )}
              <PlanEditor
                key={`${plan.id}-${plan.version}`}
                enterpriseId={enterpriseId}
                plan={plan}
                withdraw={() => withdraw(plan)}
              />
            </>
          );
        }}
      </Reading>
    </div>
  );
}
