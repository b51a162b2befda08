import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';

const SECONDS = 8;

/**
 * Undo instead of "are you sure": the thing is done at once and the message offers to take it back for eight seconds.
 * `const done = useUndo(); … done(t('x.withdrawn'), () => restore.mutate(…))`
 */
export function useUndo(): (text: string, undo: () => unknown) => void {
  const { message } = App.useApp();
  const { t } = useTranslation();
  return (text, undo) => {
    const key = `undo-${crypto.randomUUID()}`;
    message.open({
      key,
      duration: SECONDS,
      content: (
        <span className="yf-undo">
          {text}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key);
              void undo();
            }}
          >
            {t('shell.action.undo')}
          </Button>
        </span>
      ),
    });
  };
}
