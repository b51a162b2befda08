import { bulkRisks } from '@yufang/contract/risk';
import type { RiskRow } from '@yufang/contract/risk-rows';
import { App, Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useCommand } from '../../api/use-api.ts';
import { useUndo } from '../../ui/index.ts';
import { useTierOptions } from './use-tier-options.ts';

type Change = z.input<typeof bulkRisks.body>['changes'][number];

/** Send a bulk command, say how many rows it took, which it refused and why, and offer to undo it. */
export function useBulk(enterpriseId: string) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const undo = useUndo();
  const command = useCommand(bulkRisks, { stale: ['risk', 'plan', 'paper'] });
  const run = (changes: Change[], done?: () => void, undoing = false) =>
    command.mutate(
      { params: { enterpriseId }, body: { changes, mode: 'good' } },
      {
        onSuccess: (reply) => {
          const refused = reply.results.filter((r) => r.result === 'refused');
          const written = reply.results.filter((r) => r.result === 'done').length;
          if (undoing) message.success(t('risk.bulk.undone'));
          else if (reply.inverse.length > 0)
            undo(t('risk.bulk.done', { count: written }), () => run(reply.inverse, undefined, true));
          if (refused.length > 0) {
            const reasons = Map.groupBy(refused, (r) =>
              problemText(
                new ApiProblem({
                  status: 422,
                  code: r.code ?? '',
                  requestId: null,
                  ...(r.params ? { params: r.params } : {}),
                }),
                t,
              ),
            );
            modal.warning({
              title: t('risk.bulk.refused', { count: refused.length }),
              content: (
                <ul>
                  {[...reasons].map(([text, rows]) => (
                    <li key={text}>
                      {text} × {rows.length}
                    </li>
                  ))}
                </ul>
              ),
            });
          }
          done?.();
        },
      },
    );
  return { run, busy: command.isPending };
}

/** What can be done to the risks chosen in the register. */
export function BulkBar({
  enterpriseId,
  rows,
  clear,
}: {
  enterpriseId: string;
  rows: readonly RiskRow[];
  clear: () => void;
}) {
  const { t } = useTranslation();
  const tiers = useTierOptions(rows.map((r) => r.grade));
  const { run, busy } = useBulk(enterpriseId);
  const all = (set: Change['set']) =>
    run(
      rows.map((r) => ({ entity: 'event' as const, id: r.id, version: r.version, set })),
      clear,
    );
  const withdrawn = rows.every((r) => r.state === 'withdrawn');
  return (
    <>
      <Select
        aria-label={t('risk.bulk.tier')}
        placeholder={t('risk.bulk.tier')}
        popupMatchSelectWidth={false}
        value={null}
        disabled={busy}
        options={tiers}
        onChange={(tier) => tier && all({ tier })}
      />
      <Button disabled={busy} onClick={() => all({ review: 'submit' })}>
        {t('risk.bulk.submit')}
      </Button>
      <Button disabled={busy} onClick={() => all({ state: withdrawn ? 'active' : 'withdrawn' })}>
        {withdrawn ? t('risk.bulk.restore') : t('risk.bulk.withdraw')}
      </Button>
    </>
  );
}
