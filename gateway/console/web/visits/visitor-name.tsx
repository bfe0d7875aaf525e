import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Purpose } from '../../../privacy/roles.ts';
import { gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { PlateText } from '../parts/plate-text.tsx';
import { type GivenReason, ReasonDialog } from '../parts/reason-dialog.tsx';
import classes from '../people/person.module.css';
import { useLook } from '../people/use-look.ts';
import type { Visit } from './use-visits.ts';

/** What somebody looks up who comes for. */
const offered: readonly Purpose[] = ['visit', 'alarm', 'emergency'];

function Revealed({ id, look }: { id: string; look: GivenReason }) {
  const { t, code } = useTexts();
  // Looked up once: each look is an entry in the ledger.
  const { data, error } = useQuery({
    queryKey: ['visitor', id, look],
    queryFn: async () => (await gateway.POST('/api/visits/{id}/reveal', { params: { path: { id } }, body: look })).data,
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false },
  });
  if (error) {
    return (
      <span className={classes.problem} role="alert">
        {t('record.failed', { reason: code('reason', problemCode(error)) })}
      </span>
    );
  }
  if (!data) return null;
  return (
    <span data-testid="visitor">
      <strong>{data.visitor}</strong> {data.plate !== undefined && <PlateText plate={data.plate} />}{' '}
      {data.phone !== undefined && <a href={`tel:${data.phone}`}>{data.phone}</a>}
    </span>
  );
}

/** Who comes: first letters until somebody has said what for and why; for this visit only, and as long as the row stands. */
export function VisitorName({ visit: { id, initials, plate } }: { visit: Visit }) {
  const { t } = useTexts();
  const { look, give } = useLook();
  const [asked, setAsked] = useState(false);
  if (look) return <Revealed id={id} look={look} />;
  return (
    <span>
      <strong>{initials}</strong> {plate !== undefined && <PlateText plate={plate} />}{' '}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        data-testid="reveal-visitor"
        onClick={() => setAsked(true)}
      >
        {t('visits.reveal')}
      </Button>
      <ReasonDialog
        opened={asked}
        title={t('visits.revealTitle')}
        hint={t('look.recorded')}
        offered={offered}
        onGiven={(given) => {
          give(given);
          setAsked(false);
        }}
        onClose={() => setAsked(false)}
      />
    </span>
  );
}
