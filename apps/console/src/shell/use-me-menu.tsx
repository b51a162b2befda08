import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { chooseAssignment, signOut } from '@yufang/contract';
import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { restartLive } from '../api/live.ts';
import { useCommand } from '../api/use-api.ts';
import { currentLanguage, setLanguage } from '../i18n/language.ts';
import { useWord } from '../i18n/use-word.ts';
import { setDisplay, useDisplay } from '../theme/display.ts';
import { useNarrow } from '../ui/use-narrow.ts';
import { sessionQuery, useMe, useSetSession } from './me.tsx';

/** The account's menu: who and as what, the other duties, devices, security, and on narrow screens the display's switches too. */
export function useMeMenu(): MenuProps {
  const { t } = useTranslation();
  const word = useWord();
  const me = useMe();
  const display = useDisplay();
  const narrow = useNarrow(900);
  const navigate = useNavigate();
  const client = useQueryClient();
  const setSession = useSetSession();
  const scopeName = (scope: typeof me.scope) => (currentLanguage() === 'en' && scope.nameEn) || scope.name;

  const choose = useCommand(chooseAssignment, {
    stale: [],
    onDone: (session) => {
      setSession(session);
      restartLive();
      void navigate({ to: '/', reloadDocument: true });
    },
  });
  const leave = useCommand(signOut, {
    stale: [],
    onDone: () => {
      client.clear();
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void navigate({ to: '/sign-in', reloadDocument: true });
    },
  });
  const others = me.assignments.filter((a) => a.id !== me.assignmentId);
  return {
    items: [
      {
        key: 'who',
        type: 'group',
        label: (
          <span className="yf-who">
            <strong>{me.name}</strong>
            <span>{[word('role', me.role), scopeName(me.scope)].filter(Boolean).join(' · ')}</span>
          </span>
        ),
      },
      ...(others.length > 0
        ? [
            { key: 'div-duty', type: 'divider' as const },
            {
              key: 'switch',
              type: 'group' as const,
              label: t('shell.top.switchAssignment'),
              children: others.map((a) => ({
                key: `as-${a.id}`,
                label: [word('role', a.role), scopeName(a.scope)].filter(Boolean).join(' · '),
                onClick: () => choose.mutate({ body: { assignmentId: a.id } }),
              })),
            },
          ]
        : []),
      { key: 'div-account', type: 'divider' },
      { key: 'sessions', label: t('shell.top.sessions'), onClick: () => void navigate({ to: '/me/sessions' }) },
      { key: 'security', label: t('shell.top.security'), onClick: () => void navigate({ to: '/me/security' }) },
      ...(narrow
        ? [
            { key: 'div-display', type: 'divider' as const },
            {
              key: 'language',
              label: t('shell.top.language'),
              onClick: () => void setLanguage(currentLanguage() === 'zh' ? 'en' : 'zh'),
            },
            {
              key: 'elder',
              label: t(display.elder ? 'shell.top.elderOff' : 'shell.top.elderOn'),
              onClick: () => setDisplay({ elder: !display.elder }),
            },
            {
              key: 'dark',
              label: t(display.mode === 'dark' ? 'shell.top.darkOff' : 'shell.top.darkOn'),
              onClick: () => setDisplay({ mode: display.mode === 'dark' ? 'light' : 'dark' }),
            },
          ]
        : []),
      { key: 'div-out', type: 'divider' },
      { key: 'out', label: t('shell.top.signOut'), onClick: () => leave.mutate({}) },
    ],
  };
}
