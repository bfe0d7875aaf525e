import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { fieldToMs, lastDayToMs, msToDay, msToLastDay } from '../parts/field-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { Section } from '../parts/section.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { relations } from './people-tables.ts';
import classes from './person.module.css';
import { type Deeds, type HomeOfPerson, useHousehold, type usePerson } from './use-person.ts';

/** Every home of the site, for choosing one. */
export function useHomes() {
  const { name } = useTexts();
  const { may } = useSession();
  const tree = api.useQuery(
    'get',
    '/api/addresses/tree',
    { params: { query: { depth: 5 } } },
    { enabled: may('register.view') },
  );
  type Node = { id: string; kind: string; name: { zh: string; en: string }; within?: Node[] };
  const walk = (node: Node, above: string): { value: string; label: string }[] => {
    const label = node.kind === 'compound' ? '' : `${above} ${name(node.name)}`.trim();
    const own = node.kind === 'home' ? [{ value: node.id, label }] : [];
    return [...own, ...(node.within ?? []).flatMap((part) => walk(part, label))];
  };
  return ((tree.data?.roots ?? []) as Node[]).flatMap((root) => walk(root, ''));
}

function useMoves(person: string) {
  const { t } = useTexts();
  const homes = useHomes();
  const moveIn: Deed = {
    title: t('person.moveIn'),
    fields: [
      { key: 'home', label: t('person.home'), kind: 'choice', choices: homes, needed: true },
      {
        ...{ key: 'relation', label: t('person.relation'), kind: 'choice' },
        choices: relations.map((value) => ({ value, label: t(`relation.${value}`) })),
      },
      { key: 'from', label: t('person.from'), kind: 'day' },
      { key: 'to', label: t('person.to'), kind: 'day', hint: t('person.toHint') },
    ],
    reason: true,
    submit: t('person.moveIn'),
    send: (values) => {
      const [fromMs, toMs] = [fieldToMs(values.from ?? ''), lastDayToMs(values.to ?? '')];
      return gateway.POST('/api/people/{id}/move-in', {
        params: { path: { id: person } },
        body: {
          home: values.home ?? '',
          relation: relations.find((each) => each === values.relation) ?? 'family',
          reason: values.reason ?? '',
          ...(fromMs !== undefined && { fromMs }),
          ...(toMs !== undefined && { toMs }),
        },
      });
    },
  };
  const moveOut = (home: string): Deed => ({
    title: t('person.moveOut'),
    hint: t('person.moveOutHint'),
    fields: [{ key: 'at', label: t('person.to'), kind: 'day', hint: t('person.nowHint') }],
    reason: true,
    held: true,
    submit: t('person.moveOut'),
    send: (values) => {
      const atMs = lastDayToMs(values.at ?? '');
      return gateway.POST('/api/people/{id}/move-out', {
        params: { path: { id: person } },
        body: { home, reason: values.reason ?? '', ...(atMs !== undefined && { atMs }) },
      });
    },
  });
  return { moveIn, moveOut };
}

/** Who else belongs there: another look, on the record. */
function Household({ home, person, look }: { home: string; person: string; look: GivenReason }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  const found = useHousehold(home, look, asked);
  if (!asked) {
    return (
      <button type="button" className={classes.link} data-testid="show-household" onClick={() => setAsked(true)}>
        {t('person.showHousehold')}
      </button>
    );
  }
  return (
    <Loaded query={found} what={t('person.household')}>
      {({ people }) => (
        <span className={classes.more} data-testid="household">
          {people.filter((one) => one.person.id !== person).length === 0 && t('person.alone')}
          {people
            .filter((one) => one.person.id !== person)
            .map((one) => (
              <Link key={one.residency.id} href={`/${one.person.id}`}>
                {one.person.name ?? one.person.id}{' '}
                {one.residency.relation && `(${t(`relation.${one.residency.relation}`)})`}{' '}
              </Link>
            ))}
        </span>
      )}
    </Loaded>
  );
}

interface HomeRowProps {
  home: HomeOfPerson;
  person: string;
  look: GivenReason;
  onMoveOut: ((home: string) => void) | undefined;
}

function HomeRow({ home: { residency, path }, person, look, onMoveOut }: HomeRowProps) {
  const { t, name } = useTexts();
  const nowMs = useSiteNow();
  const { address = '', relation, fromMs, toMs } = residency;
  const isOver = toMs !== undefined && toMs <= nowMs;
  const names = path.filter(({ kind, name: title }) => kind !== 'compound' && title !== undefined);
  return (
    <li className={classes.item} data-testid="home" data-home={address}>
      <span className={classes.main}>
        <strong>{names.length > 0 ? names.map((each) => name(each.name!)).join(' ') : address}</strong>
        <span className={classes.more}>
          {relation && t(`relation.${relation}`)} · {fromMs !== undefined && msToDay(fromMs)} –{' '}
          {toMs === undefined ? t('person.open') : msToLastDay(toMs)}
          {isOver && ` · ${t('person.over')}`}
        </span>
        {!isOver && <Household home={address} person={person} look={look} />}
      </span>
      {!isOver && onMoveOut && (
        <Button size="xs" variant="default" onClick={() => onMoveOut(address)}>
          {t('person.moveOut')}
        </Button>
      )}
    </li>
  );
}

interface HomesProps {
  person: string;
  query: ReturnType<typeof usePerson>['homes'];
  look: GivenReason;
  deeds: Deeds;
}

export function HomesSection({ person, query, look, deeds }: HomesProps) {
  const { t } = useTexts();
  const { may } = useSession();
  const { moveIn, moveOut } = useMoves(person);
  const mayChange = may('people.change');
  const button = mayChange && (
    <Button size="xs" variant="default" data-testid="move-in" onClick={() => deeds.ask(moveIn)}>
      {t('person.moveIn')}
    </Button>
  );
  return (
    <Section padded={false} title={t('person.homes')} buttons={button} testid="person-homes">
      <Loaded query={query} what={t('person.homes')}>
        {({ homes }) => (
          <ul className={classes.list}>
            {homes.length === 0 && <li className={classes.none}>{t('person.noHome')}</li>}
            {homes.map((home) => (
              <HomeRow
                key={home.residency.id}
                {...{ home, person, look }}
                onMoveOut={mayChange ? (id) => deeds.ask(moveOut(id)) : undefined}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
