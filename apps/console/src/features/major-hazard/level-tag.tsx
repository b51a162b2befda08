import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

/** The grade of a unit as a word: the four risk colours mean something else and stay out of it. */
export function LevelTag({ level }: { level: number | null }) {
  const { t } = useTranslation();
  return level === null ? (
    <span className="yf-quiet">{t('majorHazard.not')}</span>
  ) : (
    <Tag variant="outlined" className="yf-strong">
      {t(`majorHazard.levelOf.${level}`)}
    </Tag>
  );
}
