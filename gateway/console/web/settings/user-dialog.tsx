import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ConsoleRole, consoleRoles } from '../../../../devices/contracts/console-roles.ts';
import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';
import type { User } from './user.ts';
import { UserDeeds } from './user-deeds.tsx';

const leastReason = 4;

/** Told once, and gone when the dialog is closed. */
function PasswordOnce({ user, password, onClose }: { user: string; password: string; onClose(): void }) {
  const { t } = useTexts();
  return (
    <div className={classes.form}>
      <strong>{t('settings.passwordOnce', { user })}</strong>
      <div className={classes.secret} data-testid="new-password">
        {password}
      </div>
      <p className={classes.note}>{t('settings.passwordOnceHint')}</p>
      <Button color="dark" onClick={onClose} data-testid="new-password-done">
        {t('parts.close')}
      </Button>
    </div>
  );
}

interface Filled {
  name: string;
  fullName: string;
  roles: readonly ConsoleRole[];
  reason: string;
}

/** Adds a user, or changes one; `onPassword` hands over what is shown once. */
function useSave(user: User | undefined, onPassword: (password: string) => void, onDone: () => void) {
  const add = api.useMutation('post', '/api/users', { onSuccess: ({ password }) => onPassword(password) });
  const change = api.useMutation('patch', '/api/users/{name}', { onSuccess: onDone });
  const { user: own } = useSession();
  const save = ({ name, fullName, roles, reason }: Filled) => {
    const accepted = reason.trim().length >= leastReason && { acceptConflict: { reason: reason.trim() } };
    const given = { fullName: fullName.trim(), ...accepted };
    if (!user) return add.mutate({ body: { name: name.trim(), roles: [...roles], ...given } });
    const mayRoles = user.name !== own && !user.external;
    change.mutate({
      params: { path: { name: user.name } },
      body: { ...given, ...(mayRoles && { roles: [...roles] }) },
    });
  };
  return { save, error: add.error ?? change.error, isPending: add.isPending || change.isPending };
}

function UserForm({
  user,
  onPassword,
  onDone,
}: {
  user: User | undefined;
  onPassword(name: string, password: string): void;
  onDone(): void;
}) {
  const { t, code, language } = useTexts();
  const { user: own } = useSession();
  const [filled, setFilled] = useState<Filled>({
    ...{ name: user?.name ?? '', fullName: user?.fullName ?? '', roles: user?.roles ?? ['guard'], reason: '' },
  });
  const { save, error, isPending } = useSave(user, (password) => onPassword(filled.name.trim(), password), onDone);
  const set = (next: Partial<Filled>) => setFilled({ ...filled, ...next });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(filled);
  };
  const isConflict = problemCode(error) === 'conflicting-roles' || filled.reason !== '';
  return (
    <form className={classes.form} onSubmit={submit} data-testid="user-form">
      {!user && (
        <TextInput
          label={t('settings.user')}
          description={t('settings.userHint')}
          value={filled.name}
          maxLength={32}
          autoCapitalize="none"
          data-autofocus
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-testid="user-name"
        />
      )}
      <TextInput
        label={t('settings.fullName')}
        description={t('settings.fullNameHint')}
        value={filled.fullName}
        maxLength={100}
        onChange={(event) => set({ fullName: event.currentTarget.value })}
        data-testid="user-full-name"
      />
      <Checkbox.Group
        label={t('settings.roles')}
        value={[...filled.roles]}
        onChange={(chosen) => set({ roles: consoleRoles.filter((role) => chosen.includes(role)) })}
      >
        {consoleRoles.map((role) => (
          <Checkbox
            key={role}
            mt={4}
            value={role}
            label={t(`role.${role}`)}
            disabled={user !== undefined && (user.name === own || user.external)}
            data-testid={`user-role-${role}`}
          />
        ))}
      </Checkbox.Group>
      {user && user.conflicts.length > 0 && (
        <p className={classes.note}>
          {t('settings.conflict', {
            what: user.conflicts.map((each) => code('permission', each)).join(language === 'zh' ? '、' : ', '),
          })}
        </p>
      )}
      {isConflict && (
        <TextInput
          label={t('settings.conflictReason')}
          description={t('parts.noNames')}
          value={filled.reason}
          maxLength={200}
          onChange={(event) => set({ reason: event.currentTarget.value })}
          data-testid="user-conflict-reason"
        />
      )}
      <ProblemLine error={error} />
      <Button
        type="submit"
        color="dark"
        disabled={isPending || filled.roles.length === 0 || filled.name === ''}
        data-testid="user-save"
      >
        {t(user ? 'settings.save' : 'settings.userAdd')}
      </Button>
    </form>
  );
}

/** One user: roles, and what an administrator does about the account. Without a user, a new one. */
export function UserDialog({ user, onClose }: { user: User | undefined; onClose(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { user: own } = useSession();
  const [told, setTold] = useState<{ name: string; password: string }>();
  const changed = () => queries.invalidateQueries({ queryKey: ['get', '/api/users'] });
  const tell = (name: string, password: string) => {
    setTold({ name, password });
    void changed();
  };
  const done = () => {
    void changed();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={user ? t('settings.userChange', { user: user.name }) : t('settings.userAdd')}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      lockScroll={false}
      closeOnClickOutside={told === undefined}
      data-testid="user-dialog"
    >
      {told ? (
        <PasswordOnce user={told.name} password={told.password} onClose={onClose} />
      ) : (
        <>
          <UserForm user={user} onPassword={tell} onDone={done} />
          {user && user.name !== own && <UserDeeds user={user} onPassword={tell} onDone={done} />}
        </>
      )}
    </Modal>
  );
}
