import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import classes from '../people/person.module.css';

interface DecisionProps {
  kind: 'cases' | 'watch';
  id: string;
  requester: string;
  onDone(): void;
}

/** Yes or no from somebody else than the one who asked. */
export function Decision({ kind, id, requester, onDone }: DecisionProps) {
  const { t, code } = useTexts();
  const { user } = useSession();
  const init = { params: { path: { id } } };
  const deciding = useMutation({
    mutationFn: async (verb: 'approve' | 'refuse') => {
      if (kind === 'cases') await gateway.POST(`/api/cases/{id}/${verb}`, init);
      else await gateway.POST(`/api/watch/{id}/${verb}`, init);
    },
    onSuccess: onDone,
  });
  if (requester === user) return <span className={classes.state}>{t('cases.ownRequest')}</span>;
  return (
    <span className={classes.buttons}>
      <HoldButton
        label={t('cases.approve')}
        disabled={deciding.isPending}
        testid="decide-approve"
        onHeld={() => deciding.mutate('approve')}
      />
      <Button
        variant="default"
        disabled={deciding.isPending}
        data-testid="decide-refuse"
        onClick={() => deciding.mutate('refuse')}
      >
        {t('cases.refuse')}
      </Button>
      {deciding.error && (
        <span className={classes.problem} role="alert">
          {t('record.failed', { reason: code('reason', problemCode(deciding.error)) })}
        </span>
      )}
    </span>
  );
}
