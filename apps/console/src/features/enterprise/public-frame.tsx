import './public.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, setLanguage } from '../../i18n/language.ts';

/** A page for anybody: one column, large type, no account. */
export function PublicFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const next = currentLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <div className="yf-public">
      <header>
        <strong>{t('shell.product')}</strong>
        <button type="button" lang={next === 'zh' ? 'zh-CN' : 'en'} onClick={() => void setLanguage(next)}>
          {t('shell.top.language')}
        </button>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
