import './claims.css';
import { Button, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { ClaimCode, OpenCodes } from './claim-code.tsx';
import { useClaimDesk } from './use-claims.ts';
import { WaitingClaims } from './waiting-claims.tsx';

/** The way in for a new gateway: make a code, see who asks, accept, see it come alive. */
export function NewGateway() {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const narrow = useMediaQuery('(max-width: 700px)') ?? false;
  const { data, error } = useClaimDesk(open);
  const waiting = data?.claims.filter(({ state }) => state === 'waiting').length ?? 0;
  return (
    <>
      <Button
        size="compact-sm"
        variant={waiting > 0 ? 'filled' : 'default'}
        data-testid="new-gateway"
        onClick={() => setOpen(true)}
      >
        {waiting > 0 ? t('claim.openWaiting', { n: waiting }) : t('claim.open')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('claim.open')}
        size="lg"
        fullScreen={narrow}
        closeButtonProps={{ 'aria-label': t('parts.close') }}
      >
        <div className="claims" data-testid="claims">
          {error && (
            <p className="bad" role="alert">
              {t('load.failed', { problem: describeProblem(error, t) })}
            </p>
          )}
          {!data && !error && <p className="dim">{t('load.working')}</p>}
          {data?.url === null && <p className="small">{t('claim.off')}</p>}
          {data && data.url !== null && <ClaimCode />}
          {data && <WaitingClaims claims={data.claims} />}
          {data && <OpenCodes codes={data.codes} />}
        </div>
      </Modal>
    </>
  );
}
