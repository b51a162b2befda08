import { problemText, t } from '../i18n/index.ts';

/** A firm above designated size builds its register at a computer: said at once, with the way there, instead of a form that is refused at its end. */
export function ToConsole() {
  return (
    <div className="stack">
      <p>{problemText({ code: 'template.not_for_above' })}</p>
      <a className="button second wide" href="/console/">
        {t('me.console')}
      </a>
    </div>
  );
}
