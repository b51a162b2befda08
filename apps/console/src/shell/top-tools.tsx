import {
  BellOutlined,
  FontSizeOutlined,
  MoonOutlined,
  SunOutlined,
  TranslationOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { countUnreadNotices } from '@yufang/contract/notice';
import { Badge, Button, Dropdown, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLiveConnected, useLiveEvent } from '../api/live.ts';
import { useApi } from '../api/use-api.ts';
import { FEATURES } from '../features/index.ts';
import { currentLanguage, setLanguage } from '../i18n/language.ts';
import { setDisplay, useDisplay } from '../theme/display.ts';
import { useNarrow } from '../ui/use-narrow.ts';
import { EnterpriseSearch } from './enterprise-search.tsx';
import { useMay, useMe } from './me.tsx';
import { useMeMenu } from './use-me-menu.tsx';

/** Search, language, size, night, notices and the account, at the right of the top bar. */
export function TopTools() {
  const { t } = useTranslation();
  const me = useMe();
  const may = useMay();
  const display = useDisplay();
  const narrow = useNarrow(900);
  const menu = useMeMenu();
  const next = currentLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <div className="yf-tools">
      {!narrow && <EnterpriseSearch />}
      {may({ id: 'live' }) && <LiveDot />}
      {!narrow && (
        <>
          <Button
            type="text"
            lang={next === 'zh' ? 'zh-CN' : 'en'}
            icon={<TranslationOutlined />}
            onClick={() => void setLanguage(next)}
          >
            {t('shell.top.language')}
          </Button>
          <Tooltip title={t(display.elder ? 'shell.top.elderOff' : 'shell.top.elderOn')}>
            <Button
              type="text"
              aria-pressed={display.elder}
              aria-label={t('shell.top.elder')}
              icon={<FontSizeOutlined />}
              onClick={() => setDisplay({ elder: !display.elder })}
            />
          </Tooltip>
          <Tooltip title={t(display.mode === 'dark' ? 'shell.top.darkOff' : 'shell.top.darkOn')}>
            <Button
              type="text"
              aria-pressed={display.mode === 'dark'}
              aria-label={t('shell.top.dark')}
              icon={display.mode === 'dark' ? <SunOutlined /> : <MoonOutlined />}
              onClick={() => setDisplay({ mode: display.mode === 'dark' ? 'light' : 'dark' })}
            />
          </Tooltip>
        </>
      )}
      {may(countUnreadNotices) && <Bell />}
      <Dropdown menu={menu} trigger={['click']} placement="bottomRight">
        <Button
          type="text"
          aria-label={`${t('shell.top.me')}: ${me.name}`}
          aria-haspopup="menu"
          icon={<UserOutlined />}
        >
          {!narrow && me.name}
        </Button>
      </Dropdown>
    </div>
  );
}

/** Unread notices; renewed when one arrives. Leads to the notices' own screen. */
function Bell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const unread = useApi(countUnreadNotices, {}, { refetchInterval: 120_000 });
  useLiveEvent('notice', () => void unread.refetch());
  const count = unread.data?.unread ?? 0;
  const exists = FEATURES.some((f) => f.id === 'notice');
  const label = count > 0 ? t('shell.top.noticesUnread', { count }) : t('shell.top.notices');
  if (!exists) return null;
  return (
    <Badge count={count} overflowCount={99} size="small" offset={[-2, 6]} color="#1F2328">
      <Button
        type="text"
        aria-label={label}
        icon={<BellOutlined />}
        onClick={() => void navigate({ to: '/notices' })}
      />
    </Badge>
  );
}

/** Says that figures are live, or that the connection is being restored. */
function LiveDot() {
  const { t } = useTranslation();
  useLiveEvent('hello', () => undefined);
  const connected = useLiveConnected();
  return (
    <Tooltip title={t(connected ? 'shell.top.live' : 'shell.top.liveOff')}>
      <span className={connected ? 'yf-live' : 'yf-live yf-live-off'} role="status">
        <span className="yf-visually-hidden">{t(connected ? 'shell.top.live' : 'shell.top.liveOff')}</span>
      </span>
    </Tooltip>
  );
}
