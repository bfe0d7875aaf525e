import { Button, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { type Answer, api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { Dialog, ShownOnce } from './dialog.tsx';
import { type DraftGrant, GrantFields, toGrant } from './grant-fields.tsx';
import classes from './tenancy.module.css';
import { explainRefusal, namePlace } from './tenancy-words.ts';

type Operator = Answer<'/v1/operators'>['operators'][number];
type Titles = ReadonlyMap<string, string>;
interface Once {
  sign: string;
  password: string;
}

const signPattern = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
const freshGrant: DraftGrant = { role: 'viewer', place: '', reason: '' };

function useReread(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['get', '/v1/operators'] });
}

function NewOperator({ titles, onMade, onClose }: { titles: Titles; onMade(once: Once): void; onClose(): void }) {
  const { t } = useTexts();
  const reread = useReread();
  const [sign, setSign] = useState('');
  const [grant, setGrant] = useState(freshGrant);
  const { mutate, error, isPending } = api.useMutation('post', '/v1/operators', {
    onSuccess: (made) => {
      reread();
      onMade(made);
    },
  });
  return (
    <Dialog
      title={t('tenancy.add')}
      submit={t('tenancy.add')}
      ready={signPattern.test(sign) && grant.place !== ''}
      busy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={() => mutate({ body: { sign, grants: [toGrant(grant)] } })}
    >
      <TextInput
        label={t('tenancy.sign')}
        description={t('tenancy.signHint')}
        value={sign}
        data-testid="new-sign"
        onChange={({ currentTarget }) => setSign(currentTarget.value.trim().toLowerCase())}
      />
      <GrantFields draft={grant} titles={titles} onChange={setGrant} />
    </Dialog>
  );
}

function GiveRole({
  operator: { id, sign },
  titles,
  onClose,
}: {
  operator: Operator;
  titles: Titles;
  onClose(): void;
}) {
  const { t } = useTexts();
  const reread = useReread();
  const [grant, setGrant] = useState(freshGrant);
  const { mutate, error, isPending } = api.useMutation('post', '/v1/operators/{operator}/roles', {
    onSuccess: () => {
      reread();
      onClose();
    },
  });
  return (
    <Dialog
      title={`${t('tenancy.give')}: ${sign}`}
      submit={t('tenancy.give')}
      ready={grant.place !== ''}
      busy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={() => mutate({ params: { path: { operator: id } }, body: toGrant(grant) })}
    >
      <GrantFields draft={grant} titles={titles} onChange={setGrant} />
    </Dialog>
  );
}

function Grants({ operator: { id, sign, grants, more }, titles }: { operator: Operator; titles: Titles }) {
  const { t } = useTexts();
  const { mutate, error, isPending } = api.useMutation('delete', '/v1/operators/{operator}/roles', {
    onSuccess: useReread(),
  });
  return (
    <ul className={classes.grants}>
      {grants.map(({ place, role, by, reason }) => (
        <li key={`${role} ${place}`}>
          {t(`tenancy.roles.${role}`)} · {namePlace(place, titles, t)}{' '}
          {reason && by !== 'cloud' && <span className="dim">({reason})</span>}{' '}
          <HoldButton
            label={t('tenancy.take')}
            to={`${sign}, ${t(`tenancy.roles.${role}`)}, ${namePlace(place, titles, t)}`}
            testid="take"
            disabled={isPending}
            onHeld={() => mutate({ params: { path: { operator: id }, query: { place, role } } })}
          />
        </li>
      ))}
      {more && <li className="dim small">{t('tenancy.more')}</li>}
      {error !== null && (
        <li className="bad" role="alert">
          {explainRefusal(error, t)}
        </li>
      )}
    </ul>
  );
}

function Row({ operator, titles, onOnce }: { operator: Operator; titles: Titles; onOnce(once: Once): void }) {
  const { t } = useTexts();
  const reread = useReread();
  const [asks, setAsks] = useState<'role' | 'standing' | 'factor' | 'sessions'>();
  const { id, sign, origin, disabledSinceMs, secondFactorSinceMs } = operator;
  const disabled = disabledSinceMs !== null;
  const standing = api.useMutation('put', '/v1/operators/{operator}/standing', { onSuccess: reread });
  const renew = api.useMutation('post', '/v1/operators/{operator}/password', {
    onSuccess: ({ password }) => onOnce({ sign, password }),
  });
  const factor = api.useMutation('post', '/v1/operators/{operator}/second-factor/removal', { onSuccess: reread });
  const sessions = api.useMutation('post', '/v1/operators/{operator}/sessions/end');
  const params = { path: { operator: id } };
  const error = standing.error ?? renew.error ?? factor.error ?? sessions.error;
  return (
    <li className={classes.row} data-off={disabled} data-testid="operator" data-sign={sign}>
      <span className={classes.grow}>
        <span className="mono">{sign}</span> <span className="dim small">{t(`tenancy.origin.${origin}`)}</span>
        {disabled && <strong> {t('tenancy.disabled')}</strong>}
        {secondFactorSinceMs !== null && <span className="small"> {t('factor.has')}</span>}
      </span>
      <Grants operator={operator} titles={titles} />
      {origin !== 'provider' && (
        <Button size="compact-xs" variant="default" data-testid="give" onClick={() => setAsks('role')}>
          {t('tenancy.give')}
        </Button>
      )}
      {origin === 'made' && (
        <HoldButton
          label={t('tenancy.renew')}
          to={sign}
          testid="renew"
          disabled={renew.isPending}
          onHeld={() => renew.mutate({ params })}
        />
      )}
      {secondFactorSinceMs !== null && (
        <Button size="compact-xs" variant="default" data-testid="take-factor" onClick={() => setAsks('factor')}>
          {t('factor.takeOff')}
        </Button>
      )}
      <Button size="compact-xs" variant="default" data-testid="end-all" onClick={() => setAsks('sessions')}>
        {t('factor.endAll')}
      </Button>
      <Button size="compact-xs" variant="default" data-testid="standing" onClick={() => setAsks('standing')}>
        {t(disabled ? 'tenancy.enable' : 'tenancy.disable')}
      </Button>
      {error !== null && (
        <p className="bad" role="alert">
          {explainRefusal(error, t)}
        </p>
      )}
      {asks === 'role' && <GiveRole operator={operator} titles={titles} onClose={() => setAsks(undefined)} />}
      <ReasonDialog
        opened={asks === 'sessions'}
        title={t('factor.endAllTitle', { sign })}
        hint={t('factor.endAllHint')}
        onClose={() => setAsks(undefined)}
        onGiven={(reason) => {
          setAsks(undefined);
          sessions.mutate({ params, body: { reason } });
        }}
      />
      <ReasonDialog
        opened={asks === 'factor'}
        title={t('factor.takeOffTitle', { sign })}
        hint={t('factor.takeOffHint')}
        onClose={() => setAsks(undefined)}
        onGiven={(reason) => {
          setAsks(undefined);
          factor.mutate({ params, body: { reason } });
        }}
      />
      <ReasonDialog
        opened={asks === 'standing'}
        title={t(disabled ? 'tenancy.enableTitle' : 'tenancy.disableTitle', { sign })}
        {...(!disabled && { hint: t('tenancy.disableHint') })}
        onClose={() => setAsks(undefined)}
        onGiven={(reason) => {
          setAsks(undefined);
          standing.mutate({ params, body: { disabled: !disabled, reason } });
        }}
      />
    </li>
  );
}

/** Who may what where; passwords are shown once. */
export function OperatorsView() {
  const { t } = useTexts();
  const [isNew, setIsNew] = useState(false);
  const [once, setOnce] = useState<Once>();
  const places = api.useQuery('get', '/v1/places').data?.places ?? [];
  const titles = new Map(places.map(({ place, title }) => [place, title]));
  const query = api.useQuery('get', '/v1/operators');
  return (
    <Loaded query={query} what={t('tenancy.operators')}>
      {({ operators }) => (
        <>
          <Group mb="xs">
            <Button size="compact-sm" variant="default" data-testid="add-operator" onClick={() => setIsNew(true)}>
              {t('tenancy.add')}
            </Button>
          </Group>
          {operators.length === 0 && <EmptyState title={t('tenancy.noOperators')} />}
          <ul className={classes.list}>
            {operators.map((operator) => (
              <Row key={operator.id} operator={operator} titles={titles} onOnce={setOnce} />
            ))}
          </ul>
          {isNew && (
            <NewOperator
              titles={titles}
              onClose={() => setIsNew(false)}
              onMade={(made) => {
                setIsNew(false);
                setOnce(made);
              }}
            />
          )}
          {once && (
            <ShownOnce
              title={t('tenancy.passwordOnce', { sign: once.sign })}
              text={once.password}
              onClose={() => setOnce(undefined)}
            />
          )}
        </>
      )}
    </Loaded>
  );
}
