import { Modal } from '@mantine/core';
import { useTexts } from '../locales/i18n.ts';
import { WalkUpPanel } from './walk-up-panel.tsx';

/** Asks for a visit: now at the gate, or for a time to come. */
export function InviteDialog({ kind, onClose }: { kind: 'planned' | 'walk-up' | undefined; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={kind !== undefined}
      onClose={onClose}
      title={t(kind === 'planned' ? 'visits.invite' : 'visits.walkUp')}
      size="lg"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      data-testid="invite-dialog"
    >
      {kind && <WalkUpPanel planned={kind === 'planned'} onDone={onClose} />}
    </Modal>
  );
}
