import { Button, Group, Modal, NativeSelect, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Purpose, purposes } from '../../../privacy/roles.ts';
import { onLeave, useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';

export interface GivenReason {
  purpose: Purpose;
  reason: string;
}

export interface ReasonDialogProps {
  opened: boolean;
  title: string;
  /** What will be shown or done, and that it is recorded. */
  hint?: string;
  /** Which purposes are offered; all by default. */
  offered?: readonly Purpose[];
  onGiven(given: GivenReason): void;
  onClose(): void;
}

const leastLetters = 4;
const mostLetters = 300;

/** What this user gave last, until the page is left: most look-ups of an hour are for the same thing. */
let last: (GivenReason & { user: string }) | undefined;
onLeave(() => {
  last = undefined;
});

function ReasonForm({ hint, offered = purposes, onGiven, onClose }: Omit<ReasonDialogProps, 'opened' | 'title'>) {
  const { t } = useTexts();
  const { user } = useSession();
  const remembered = last?.user === user && offered.includes(last.purpose) ? last : undefined;
  const [purpose, setPurpose] = useState(remembered?.purpose ?? offered[0]!);
  const [reason, setReason] = useState(remembered?.reason ?? '');
  const given = reason.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.length < leastLetters) return;
    last = { user, purpose, reason: given };
    onGiven({ purpose, reason: given });
  };
  return (
    <form onSubmit={submit}>
      <NativeSelect
        label={t('parts.purpose')}
        value={purpose}
        data={offered.map((each) => ({ value: each, label: t(`purpose.${each}`) }))}
        data-testid="reason-purpose"
        onChange={(event) => setPurpose(offered.find((each) => each === event.currentTarget.value) ?? purpose)}
      />
      <Textarea
        mt="sm"
        label={t('parts.reason')}
        description={hint === undefined ? t('parts.reasonHint', { n: leastLetters }) : `${hint} ${t('parts.noNames')}`}
        value={reason}
        maxLength={mostLetters}
        autosize
        minRows={2}
        data-autofocus
        data-testid="reason-text"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group mt="md" justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('parts.cancel')}
        </Button>
        <Button type="submit" color="dark" disabled={given.length < leastLetters} data-testid="reason-submit">
          {t('parts.goOn')}
        </Button>
      </Group>
    </form>
  );
}

/** Asks what a look-up is for and why; both go with the request and into the ledger. */
export function ReasonDialog({ opened, title, onClose, ...form }: ReasonDialogProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      data-testid="reason-dialog"
    >
      <ReasonForm onClose={onClose} {...form} />
    </Modal>
  );
}
