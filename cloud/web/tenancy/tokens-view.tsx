import { Button, Checkbox, Group, NumberInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { type Permission, permissions } from '../../tenancy/access.ts';
import { api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { toCloudMs } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Dialog, ShownOnce } from './dialog.tsx';
import classes from './tenancy.module.css';

const dayMs = 24 * 3_600_000;
type Grantable = Exclude<Permission, 'operators.manage'>;

function useReread(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['get', '/v1/tokens'] });
}

function NewToken({ onMade, onClose }: { onMade(token: string): void; onClose(): void }) {
  const { t } = useTexts();
  const { may } = useOperator();
  const reread = useReread();
  const [title, setTitle] = useState('');
  const [days, setDays] = useState(90);
  const [chosen, setChosen] = useState<Grantable[]>(['fleet.see']);
  const own = permissions.filter((each): each is Grantable => each !== 'operators.manage' && may(each));
  const { mutate, error, isPending } = api.useMutation('post', '/v1/tokens', {
    onSuccess: ({ token }) => {
      reread();
      onMade(token);
    },
  });
  return (
    <Dialog
      title={t('tenancy.addToken')}
      submit={t('tenancy.addToken')}
      ready={title.trim() !== '' && chosen.length > 0 && days >= 1 && days <= 366}
      busy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={() =>
        mutate({
          body: {
            title: title.trim(),
            permissions: chosen,
            expiresAtMs: Math.round(toCloudMs(Date.now()) + days * dayMs) - 60_000,
          },
        })
      }
    >
      <TextInput
        label={t('tenancy.tokenTitle')}
        maxLength={120}
        value={title}
        data-testid="token-title"
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <NumberInput
        label={t('tenancy.tokenDays')}
        min={1}
        max={366}
        value={days}
        onChange={(value) => setDays(Number(value))}
      />
      <Checkbox.Group
        label={t('tenancy.tokenMay')}
        value={chosen}
        onChange={(value) => setChosen(value as Grantable[])}
      >
        {own.map((value) => (
          <Checkbox key={value} mt="xs" value={value} label={t(`tenancy.permission.${value}`)} />
        ))}
      </Checkbox.Group>
    </Dialog>
  );
}

/** An operator's own tokens for programs; each is shown once. */
export function TokensView() {
  const { t } = useTexts();
  const [isNew, setIsNew] = useState(false);
  const [once, setOnce] = useState<string>();
  const query = api.useQuery('get', '/v1/tokens');
  const revoke = api.useMutation('delete', '/v1/tokens/{token}', { onSuccess: useReread() });
  return (
    <Loaded query={query} what={t('tenancy.tokens')}>
      {({ tokens, nowMs }) => (
        <>
          <Group mb="xs">
            <Button size="compact-sm" variant="default" data-testid="add-token" onClick={() => setIsNew(true)}>
              {t('tenancy.addToken')}
            </Button>
          </Group>
          {tokens.length === 0 && <EmptyState title={t('tenancy.noTokens')} hint={t('tenancy.noTokensHint')} />}
          <ul className={classes.list}>
            {tokens.map(({ id, title, permissions: granted, expiresAtMs, usedAtMs }) => (
              <li key={id} className={classes.row} data-testid="token">
                <span className={classes.grow}>
                  {title}
                  <span className="dim small">
                    {' '}
                    {granted.map((each) => t(`tenancy.permission.${each}`)).join(' · ')}
                  </span>
                </span>
                <span className="dim small">
                  {t('tenancy.tokenEnds')} {formatTime(expiresAtMs, nowMs)} · {t('tenancy.tokenUsed')}{' '}
                  {usedAtMs === null ? t('tenancy.never') : formatTime(usedAtMs, nowMs)}
                </span>
                <HoldButton
                  label={t('tenancy.revoke')}
                  to={title}
                  testid="revoke"
                  disabled={revoke.isPending}
                  onHeld={() => revoke.mutate({ params: { path: { token: id } } })}
                />
              </li>
            ))}
          </ul>
          {isNew && (
            <NewToken
              onClose={() => setIsNew(false)}
              onMade={(token) => {
                setIsNew(false);
                setOnce(token);
              }}
            />
          )}
          {once !== undefined && (
            <ShownOnce title={t('tenancy.tokenOnce')} text={once} onClose={() => setOnce(undefined)} />
          )}
        </>
      )}
    </Loaded>
  );
}
