import { Button, Group, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../locales/texts.ts';

export interface ReasonDialogProps {
  opened: boolean;
  title: string;
  /** What will be done, and that it is recorded. */
  hint?: string;
  onGiven(why: string): void;
  onClose(): void;
}

const leastLetters = 4;
const mostLetters = 200;

function ReasonForm({ hint, onGiven, onClose }: Omit<ReasonDialogProps, 'opened' | 'title'>) {
  const { t } = useTexts();
  const [why, setWhy] = useState('');
  const given = why.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.length >= leastLetters) onGiven(given);
  };
  return (
    <form onSubmit={submit}>
      {hint !== undefined && <p className="dim small">{hint}</p>}
      <Textarea
        label={t('parts.reason')}
        description={t('parts.reasonHint')}
        autosize
        minRows={2}
        maxLength={mostLetters}
        data-autofocus
        data-testid="reason"
        value={why}
        onChange={({ currentTarget }) => setWhy(currentTarget.value)}
      />
      <Group mt="md" justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('parts.cancel')}
        </Button>
        <Button type="submit" variant="filled" disabled={given.length < leastLetters} data-testid="reason-given">
          {t('parts.goOn')}
        </Button>
      </Group>
    </form>
  );
}

/** Asks why before something that others will want to understand later. */
export function ReasonDialog({ opened, title, ...form }: ReasonDialogProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={form.onClose}
      title={title}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      data-testid="reason-dialog"
    >
      <ReasonForm {...form} />
    </Modal>
  );
}
