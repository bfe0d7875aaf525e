import { Button, CopyButton, Group, Modal } from '@mantine/core';
import { useTexts } from '../locales/i18n.ts';
import type { EnteredRequest } from './enter-dialog.tsx';
import classes from './requests.module.css';

/** The code for whoever asked, in groups of four that can be read out. It is shown this once: no stray key closes it. */
export function FollowCode({ entered, onClose }: { entered: EnteredRequest; onClose(): void }) {
  const { t } = useTexts();
  const { number, followCode } = entered;
  const address = `${window.location.origin}/#/follow/${followCode}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('requests.enteredTitle', { number })}
      lockScroll={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <p>{t('requests.followHint')}</p>
      <p className={classes.code} data-testid="follow-code" data-code={followCode}>
        {followCode.match(/.{4}/g)?.join(' ')}
      </p>
      <p className={classes.by}>{address}</p>
      <Group gap="sm">
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button color="dark" onClick={copy}>
              {t(copied ? 'requests.copied' : 'requests.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onClose} data-testid="follow-code-done">
          {t('parts.close')}
        </Button>
      </Group>
    </Modal>
  );
}
