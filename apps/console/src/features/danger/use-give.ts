import { useQueryClient } from '@tanstack/react-query';
import { commandDanger, DangerStaleFacts, type DangerView, getDanger } from '@yufang/contract/danger';
import type { DangerCommand } from '@yufang/domain';
import { App } from 'antd';
import { createElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useCommand, useKeep } from '../../api/use-api.ts';
import { RegradeMessage } from './regrade-message.tsx';

/** What somebody else did meanwhile, and what one was about to do. */
export type Conflict = { readonly facts: DangerStaleFacts; readonly command: DangerCommand };

/**
 * Give commands on one danger: says what was done and which risk was graded anew, and keeps a conflict until the person has decided.
 * @param onDone once the command holds
 */
export function useGive(danger: DangerView, onDone: () => void) {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const send = useCommand(commandDanger, { quiet: true, stale: ['danger', 'history', 'notice', 'overview', 'risk'] });

  const keep = useKeep(getDanger);

  const give = (command: DangerCommand, expectedVersion = danger.version) => {
    setProblem(null);
    send.mutate(
      { params: { enterpriseId: danger.enterpriseId, id: danger.id }, body: { expectedVersion, command } },
      {
        onSuccess: ({ danger: now, regraded }) => {
          keep({ params: { enterpriseId: now.enterpriseId, id: now.id } }, now);
          setConflict(null);
          void message.success(t('danger.action.done', { what: t(`danger.did.${command.type}`) }));
          if (regraded.length > 0) {
            notification.info({
              title: t('danger.regraded.title'),
              description: createElement(RegradeMessage, { regraded }),
              duration: 8,
            });
          }
          onDone();
        },
        onError: (error) => {
          const facts =
            error instanceof ApiProblem && error.code === 'danger.stale'
              ? DangerStaleFacts.safeParse(error.facts)
              : null;
          if (facts?.success) return setConflict({ facts: facts.data, command });
          setProblem(error);
        },
      },
    );
  };
  return {
    give,
    busy: send.isPending,
    problem,
    problemText: problem === null ? null : problemText(problem, t),
    conflict,
    /** Drop one's own act and read what stands. */
    drop: () => {
      setConflict(null);
      onDone();
      void client.invalidateQueries({ queryKey: ['danger'] });
      void client.invalidateQueries({ queryKey: ['history'] });
    },
  };
}
