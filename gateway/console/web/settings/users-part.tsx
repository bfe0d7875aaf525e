import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import classes from './settings.module.css';
import type { User } from './user.ts';
import { UserDialog } from './user-dialog.tsx';

function useUserColumns() {
  const { t } = useTexts();
  const stateOf = (user: User) =>
    [
      user.disabled && t('settings.isDisabled'),
      user.mustChange && t('settings.isNew'),
      user.totp && t('settings.hasTotp'),
      user.external && t('settings.isExternal'),
      user.sessions > 0 ? t('settings.isActive', { n: user.sessions }) : t('settings.quiet'),
    ]
      .filter(Boolean)
      .join(' · ');
  return [
    {
      key: 'name',
      head: t('settings.user'),
      cell: (user: User) => (
        <>
          {user.name} {user.fullName && <span className={classes.dim}>{user.fullName}</span>}
        </>
      ),
    },
    {
      key: 'roles',
      head: t('settings.roles'),
      cell: ({ roles }: User) => roles.map((role) => t(`role.${role}`)).join(' · '),
    },
    {
      key: 'state',
      head: t('settings.state'),
      cell: (user: User) => <span className={user.disabled ? classes.warn : undefined}>{stateOf(user)}</span>,
      wideOnly: true,
    },
    {
      key: 'last',
      head: t('settings.lastSignIn'),
      cell: ({ lastSignInMs }: User) =>
        lastSignInMs === undefined ? t('settings.never') : <AgeText atMs={lastSignInMs} ago />,
      wideOnly: true,
    },
  ];
}

/** Who may sign in; whoever may change it opens one. */
export function UsersPart() {
  const { t } = useTexts();
  const { may } = useSession();
  const columns = useUserColumns();
  const query = api.useQuery('get', '/api/users');
  const [open, setOpen] = useState<User | 'new'>();
  const mayChange = may('users.change');
  return (
    <>
      {mayChange && (
        <Button mb="sm" color="dark" onClick={() => setOpen('new')} data-testid="user-add">
          {t('settings.userAdd')}
        </Button>
      )}
      <Loaded query={query} what={t('settings.users')}>
        {({ users }) =>
          users.length === 0 ? (
            <EmptyState title={t('settings.usersNone')} />
          ) : (
            <div className={classes.table}>
              <DataTable
                label={t('settings.users')}
                columns={columns}
                rows={users}
                rowKey={({ name }) => name}
                testid="users"
                {...(mayChange && { onOpen: (user: User) => setOpen(user) })}
              />
            </div>
          )
        }
      </Loaded>
      {open && <UserDialog user={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
