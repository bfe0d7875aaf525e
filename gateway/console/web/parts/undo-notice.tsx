import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTexts } from '../locales/i18n.ts';

const shownMs = 8000;

/** Says what was done and offers to take it back for eight seconds: `notify(t('visits.ended'), () => resume.mutate(…))`. */
export function useUndoNotice(): (message: string, undo?: () => void) => void {
  const { t } = useTexts();
  return (message, undo) => {
    const takeBack = () => {
      notifications.hide(id);
      undo?.();
    };
    const id = notifications.show({
      message: (
        <span data-testid="undo-notice">
          {message}{' '}
          {undo && (
            <Button variant="default" size="compact-sm" onClick={takeBack}>
              {t('parts.undo')}
            </Button>
          )}
        </span>
      ),
      autoClose: shownMs,
      withBorder: true,
      color: 'gray',
      closeButtonProps: { 'aria-label': t('parts.close') },
    });
  };
}
