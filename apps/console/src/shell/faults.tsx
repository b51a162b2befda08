import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiProblem, problemText } from '../api/problem.ts';

/** 404 of the console. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="yf-fault">
      <p className="yf-fault-code">404</p>
      <h1>{t('shell.state.notFound')}</h1>
      <p>{t('shell.state.notFoundText')}</p>
      <Link to="/">{t('shell.state.home')}</Link>
    </main>
  );
}

/** A page that failed: says what happened, keeps what was saved, offers to try again. A refusal reads as its sentence. */
export function Crashed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  const refused = error instanceof ApiProblem;
  return (
    <div className="yf-fault" role="alert">
      <h1>{refused ? t('shell.state.failed') : t('shell.state.crashed')}</h1>
      <p>{refused ? problemText(error, t) : t('shell.state.crashedText')}</p>
      <pre>
        {refused
          ? `${error.status} ${error.code} ${error.requestId ?? ''}`
          : error instanceof Error
            ? `${error.name}: ${error.message}`
            : String(error)}
      </pre>
      <p>
        <Button type="primary" onClick={again}>
          {t('shell.state.retry')}
        </Button>{' '}
        <Link to="/">{t('shell.state.home')}</Link>
      </p>
    </div>
  );
}
