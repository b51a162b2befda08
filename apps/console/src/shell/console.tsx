import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { onSignedOut } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { currentLanguage } from '../i18n/language.ts';
import { useDisplay } from '../theme/display.ts';
import { antdTheme } from '../theme/tokens.ts';
import { useCalm } from '../ui/use-media.ts';
import { sessionQuery } from './me.tsx';
import { makeRouter } from './router.tsx';

/** A refusal is an answer and is not asked again; a server that cannot be reached is, twice. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (times, problem) =>
        problem instanceof ApiProblem && (problem.status === 0 || problem.status === 503) && times < 2,
    },
    mutations: { retry: false },
  },
});
const router = makeRouter(queryClient);

/** The session ended while someone worked: ask again who is signed in, which leads to the sign-in page and back to the same address. */
function useSignedOut(): void {
  useEffect(
    () =>
      onSignedOut(() => {
        if (queryClient.getQueryData(sessionQuery.queryKey)?.state !== 'signed_in') return;
        queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
        void router.invalidate();
      }),
    [],
  );
}

/** The whole console. */
export function Console() {
  const display = useDisplay();
  const calm = useCalm();
  useTranslation();
  const language = currentLanguage();
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  useSignedOut();
  return (
    <StrictMode>
      <ConfigProvider
        locale={language === 'zh' ? zhCN : enUS}
        theme={antdTheme(display, calm)}
        button={{ autoInsertSpace: false }}
      >
        <App message={{ maxCount: 3 }}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </App>
      </ConfigProvider>
    </StrictMode>
  );
}
