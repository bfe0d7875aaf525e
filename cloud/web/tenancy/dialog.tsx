import { Button, Group, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTexts } from '../locales/texts.ts';
import classes from './tenancy.module.css';
import { explainRefusal } from './tenancy-words.ts';

export interface DialogProps {
  title: string;
  submit: string;
  ready: boolean;
  /** While it is on its way, it cannot be sent again. */
  busy: boolean;
  error: unknown;
  onSubmit(): void;
  onClose(): void;
  children: ReactNode;
}

/** A form in a window, with what was refused above its buttons. */
export function Dialog({ title, submit, ready, busy, error, onSubmit, onClose, children }: DialogProps) {
  const { t } = useTexts();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <form className={classes.form} onSubmit={send} data-testid="dialog">
        {children}
        {error !== null && (
          <p className="bad" role="alert">
            {explainRefusal(error, t)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('parts.cancel')}
          </Button>
          <Button type="submit" variant="filled" disabled={!ready || busy} data-testid="save">
            {submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What is shown once and never again. */
export function ShownOnce({ title, text, onClose }: { title: string; text: string; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <p className={`mono ${classes.once}`} data-testid="shown-once">
        {text}
      </p>
      <Group justify="flex-end">
        <Button variant="filled" onClick={onClose} data-testid="seen">
          {t('tenancy.shown')}
        </Button>
      </Group>
    </Modal>
  );
}
