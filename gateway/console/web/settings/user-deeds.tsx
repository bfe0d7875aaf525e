import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';
import type { User } from './user.ts';

const leastReason = 4;

/** Shutting out, a new password, the lost phone, and the end; what cannot be taken back is held. */
export function UserDeeds(props: { user: User; onPassword(name: string, password: string): void; onDone(): void }) {
  const { t } = useTexts();
  const { user, onPassword, onDone } = props;
  const [reason, setReason] = useState('');
  const params = { path: { name: user.name } };
  const change = api.useMutation('patch', '/api/users/{name}', { onSuccess: onDone });
  const reset = api.useMutation('post', '/api/users/{name}/password', {
    onSuccess: ({ password }) => onPassword(user.name, password),
  });
  const dropCodes = api.useMutation('post', '/api/users/{name}/remove-totp', { onSuccess: onDone });
  const remove = api.useMutation('delete', '/api/users/{name}', { onSuccess: onDone });
  return (
    <div className={classes.form} style={{ marginTop: 16 }}>
      <ProblemLine error={change.error ?? reset.error ?? dropCodes.error ?? remove.error} />
      <div className={classes.row}>
        <Button
          variant="default"
          onClick={() => change.mutate({ params, body: { disabled: !user.disabled } })}
          data-testid="user-disable"
        >
          {t(user.disabled ? 'settings.enable' : 'settings.disable')}
        </Button>
        {!user.external && (
          <HoldButton
            label={t('settings.reset')}
            onHeld={() => reset.mutate({ params, body: {} })}
            testid="user-reset"
          />
        )}
        <HoldButton
          label={t('settings.remove')}
          tone="danger"
          onHeld={() => remove.mutate({ params })}
          testid="user-remove"
        />
      </div>
      {user.totp && (
        <div className={classes.row}>
          <TextInput
            label={t('settings.removeReason')}
            description={t('parts.noNames')}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-testid="user-totp-reason"
          />
          <HoldButton
            label={t('settings.resetTotp')}
            disabled={reason.trim().length < leastReason}
            onHeld={() => dropCodes.mutate({ params, body: { reason: reason.trim() } })}
            testid="user-drop-totp"
          />
        </div>
      )}
    </div>
  );
}
