import { t } from '../i18n/index.ts';
import { go } from '../lib/router.ts';
import { useField } from '../ui/context.tsx';
import { Note } from '../ui/parts.tsx';

const MANAGERS = ['enterprise_head', 'safety_officer'];

/** Whoever rectified does not accept, in a shop of three as in a works of thousands: who can, and how to get a second pair of eyes. */
export function AnotherAccepts() {
  const { holder } = useField();
  return (
    <Note>
      <p>{t('second.why')}</p>
      {MANAGERS.includes(holder.role) && (
        <button type="button" className="second wide" onClick={() => go('/me/second')}>
          {t('second.ask')}
        </button>
      )}
    </Note>
  );
}
