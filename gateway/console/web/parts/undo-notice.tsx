import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { onLeave } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';

const shownMs = 8000;

/** How many sessions have ended on this page: what one of them has done is not told to the next. */
let ended = 0;
onLeave(() => {
  ended += 1;
  notifications.clean();
});

/** Says what was done and offers to take it back for eight seconds: `notify(t('visits.ended'), () => resume.mutate(…))`. */
export function useUndoNotice(): (message: string, undo?: () => void) => void {
  const { t } = useTexts();
  const [before] = useState(ended);
  return (message, undo) => {
    if (before !== ended) return;
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
