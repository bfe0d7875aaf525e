import { Modal } from '@mantine/core';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import type { Visit } from './use-visits.ts';

/** The pass as a code to be photographed, printed or sent on; showing it is noted. */
export function PassPicture({ visit }: { visit: Pick<Visit, 'id' | 'fromMs' | 'toMs' | 'uses'> }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const address = `/api/visits/${visit.id}/pass.png`;
  return (
    <figure style={{ margin: 0, textAlign: 'center' }} data-testid="pass">
      <img
        src={address}
        alt={t('visits.passAlt')}
        width={280}
        height={280}
        style={{ maxWidth: '100%', background: '#fff' }}
      />
      <figcaption>
        {t('visits.passHint', {
          from: formatClock(visit.fromMs, nowMs),
          to: formatClock(visit.toMs, nowMs),
          n: visit.uses,
        })}
        <br />
        <a href={address} style={{ color: 'inherit' }} download={`pass-${visit.id}.png`}>
          {t('visits.savePass')}
        </a>
      </figcaption>
    </figure>
  );
}

export function PassDialog({ visit, onClose }: { visit: Visit | undefined; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={visit !== undefined}
      onClose={onClose}
      title={t('visits.pass')}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      {visit && <PassPicture visit={visit} />}
    </Modal>
  );
}
