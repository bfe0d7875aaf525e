import { Button } from '@mantine/core';
import { gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { lastDayToMs, msToDay, msToLastDay } from '../parts/field-time.ts';
import { Section } from '../parts/section.tsx';
import { siteNowMs, useSiteNow } from '../parts/site-clock.ts';
import classes from './person.module.css';
import { useGroupName, useGroups } from './use-group-name.ts';
import type { Deeds, PersonView } from './use-person.ts';

interface Props {
  person: string;
  view: PersonView;
  deeds: Deeds;
}

function useMemberships(person: string) {
  const { t, name } = useTexts();
  const list = useGroups();
  const join: Deed = {
    title: t('group.join'),
    fields: [
      {
        ...{ key: 'group', label: t('group.one'), kind: 'choice', needed: true },
        choices: list.map((group) => ({ value: group.id, label: name(group.name) })),
      },
      { key: 'to', label: t('person.to'), kind: 'day', hint: t('person.toHint') },
    ],
    reason: true,
    submit: t('group.join'),
    send: ({ group = '', to = '', reason = '' }) => {
      const toMs = lastDayToMs(to);
      return gateway.POST('/api/memberships', {
        body: { person, group, reason, fromMs: Math.floor(siteNowMs()), ...(toMs !== undefined && { toMs }) },
      });
    },
  };
  const leave = (id: string): Deed => ({
    title: t('group.leave'),
    reason: true,
    submit: t('group.leave'),
    send: ({ reason = '' }) =>
      gateway.POST('/api/memberships/{id}/end', { params: { path: { id } }, body: { reason } }),
  });
  return { join, leave, any: list.length > 0 };
}

/** Access groups of staff and volunteers: where and when they may pass. */
export function GroupsSection({ person, view, deeds }: Props) {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const nameOf = useGroupName();
  const { join, leave, any } = useMemberships(person);
  const mayChange = may('credentials.change');
  const button = mayChange && any && (
    <Button size="xs" variant="default" data-testid="join-group" onClick={() => deeds.ask(join)}>
      {t('group.join')}
    </Button>
  );
  return (
    <Section padded={false} title={t('group.heading')} buttons={button} testid="person-groups">
      <ul className={classes.list}>
        {view.memberships.length === 0 && <li className={classes.none}>{t('group.none')}</li>}
        {view.memberships.map(({ id = '', group, fromMs, toMs }) => {
          const isOver = toMs !== undefined && toMs <= nowMs;
          return (
            <li key={id} className={classes.item} data-testid="membership">
              <span className={classes.main}>
                {nameOf(group)}
                <span className={classes.more}>
                  {fromMs !== undefined && msToDay(fromMs)} –{' '}
                  {toMs === undefined ? t('person.open') : msToLastDay(toMs)}
                </span>
              </span>
              {isOver && <span className={classes.state}>{t('person.over')}</span>}
              {!isOver && mayChange && (
                <Button size="xs" variant="default" onClick={() => deeds.ask(leave(id))}>
                  {t('group.leave')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
