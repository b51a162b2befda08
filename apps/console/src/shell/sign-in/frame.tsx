import { TranslationOutlined } from '@ant-design/icons';
import { RISK_GRADES } from '@yufang/domain';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, setLanguage } from '../../i18n/language.ts';
import { setDisplay, useDisplay } from '../../theme/display.ts';
import { GRADES } from '../../theme/tokens.ts';
import { BrandMark } from '../brand.tsx';

/** The page around everything before sign-in: what this is at the left, the one step to take at the right. */
export function SignInFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const { elder } = useDisplay();
  const next = currentLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <div className="yf-door">
      <section className="yf-door-what" aria-label={t('shell.productLong')}>
        <p className="yf-door-brand">
          <BrandMark size={36} />
          <strong>{t('shell.product')}</strong>
        </p>
        <div className="yf-door-creed">
          <p>{t('shell.door.creedRisk')}</p>
          <p>{t('shell.door.creedDanger')}</p>
        </div>
        <ul className="yf-door-grades" aria-label={t('shell.door.grades')}>
          {RISK_GRADES.map((grade) => (
            <li key={grade}>
              <span aria-hidden="true" className={`yf-mark-${grade}`}>
                {GRADES[grade].shape}
              </span>
              {t(`word.grade.${grade}`)}
            </li>
          ))}
        </ul>
      </section>
      <main className="yf-door-step">
        <div className="yf-door-tools">
          <Button
            type="text"
            lang={next === 'zh' ? 'zh-CN' : 'en'}
            icon={<TranslationOutlined />}
            onClick={() => void setLanguage(next)}
          >
            {t('shell.top.language')}
          </Button>
          <Button type="text" aria-pressed={elder} onClick={() => setDisplay({ elder: !elder })}>
            {t(elder ? 'shell.top.elderOff' : 'shell.top.elder')}
          </Button>
        </div>
        <div className="yf-door-form">
          <p className="yf-door-long">{t('shell.productLong')}</p>
          <h1>{title}</h1>
          {lead && <p className="yf-lead">{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
