import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, api, gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { addDays, fieldToMs, msToDay, msToMoment } from '../parts/field-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import { RotaPlan } from './rota-plan.tsx';
import { RotaWeek } from './rota-week.tsx';
import classes from './shift.module.css';
import { useClock } from './use-clock.ts';

type Shift = Answer<'/api/shifts'>['shifts'][number];
const hourMs = 3_600_000;

/** The Monday of a day's week. */
const mondayOf = (day: string) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

function useChangeDeed(onDone: () => void): (shift: Shift) => Deed {
  const { t } = useTexts();
  const clock = useClock();
  const notify = useUndoNotice();
  const people = api.useQuery('get', '/api/duty/people');
  const nobody = { value: '', label: t('rota.nobodyChoice') };
  return (shift) => {
    const { id, role, fromMs, toMs, users } = shift;
    const able = (people.data ?? []).filter(({ user, duties }) => duties.includes(role) && !users.includes(user));
    return {
      title: t('rota.change'),
      hint: t('rota.changeHint', { role: t(`duty.${role}`), from: clock(fromMs), to: clock(toMs) }),
      fields: [
        {
          ...{ key: 'kind', label: t('rota.kind'), kind: 'choice' },
          choices: (['swap', 'absent', 'extra'] as const).map((value) => ({ value, label: t(`rota.${value}`) })),
        },
        {
          ...{ key: 'out', label: t('rota.out'), kind: 'choice' },
          choices: [nobody, ...users.map((user) => ({ value: user, label: user }))],
        },
        {
          ...{ key: 'in', label: t('rota.in'), kind: 'choice' },
          choices: [nobody, ...able.map(({ user, fullName }) => ({ value: user, label: fullName ?? user }))],
        },
      ],
      submit: t('rota.save'),
      send: ({ kind, out, in: into }) =>
        gateway.POST('/api/rota/change', {
          body: {
            ...{ shift: id, kind: kind as 'swap' },
            ...(out ? { out } : {}),
            ...(into ? { in: into } : {}),
          },
        }),
      done: () => {
        notify(t('rota.changed'));
        onDone();
      },
    };
  };
}

function Gaps() {
  const { t } = useTexts();
  const gaps = api.useQuery('get', '/api/rota/gaps', {}, { refetchInterval: 10_000 });
  return (
    <Loaded query={gaps} what={t('rota.heading')}>
      {(found) => (
        <p className={found.length > 0 ? classes.warn : classes.dim} data-testid="rota-gaps">
          {found.length > 0 ? t('rota.gapsAhead', { n: found.length }) : t('rota.noGaps')}
          {[...new Map(found.map(({ accepted }) => [accepted?.reason, accepted])).values()].map(
            (accepted) =>
              accepted && (
                <span key={accepted.reason}>
                  {' · '}
                  {t('rota.accepted', {
                    ...accepted,
                    n: found.filter((gap) => gap.accepted?.reason === accepted.reason).length,
                  })}
                </span>
              ),
          )}
        </p>
      )}
    </Loaded>
  );
}

/** The rota week by week, with what is not covered in plain sight; who may plan changes it here. */
export function RotaPage() {
  const { t } = useTexts();
  const { may } = useSession();
  const queries = useQueryClient();
  const [monday, setMonday] = useState(() => mondayOf(msToDay(siteNowMs())));
  const [planning, setPlanning] = useState(false);
  const [deed, setDeed] = useState<Deed>();
  const [fromMs, toMs] = [fieldToMs(monday) ?? 0, fieldToMs(addDays(monday, 7)) ?? 1];
  const shifts = api.useQuery(
    'get',
    '/api/shifts',
    { params: { query: { fromMs, toMs } } },
    { refetchInterval: 10_000 },
  );
  const renew = () => {
    void queries.invalidateQueries({ queryKey: ['get', '/api/shifts'] });
    void queries.invalidateQueries({ queryKey: ['get', '/api/rota/gaps'] });
  };
  const toDeed = useChangeDeed(renew);
  return (
    <PageFrame
      title={t('rota.heading')}
      aside={t('rota.week', { from: monday })}
      actions={
        may('duty.plan') && (
          <Button size="xs" color="dark" data-testid="rota-plan" onClick={() => setPlanning((now) => !now)}>
            {t('rota.plan')}
          </Button>
        )
      }
      toolbar={
        <>
          <BackLink />
          <Button.Group>
            {([-7, 0, 7] as const).map((n) => (
              <Button
                key={n}
                size="xs"
                variant="default"
                onClick={() => setMonday((day) => (n === 0 ? mondayOf(msToDay(siteNowMs())) : addDays(day, n)))}
              >
                {t(n === 0 ? 'rota.thisWeek' : n < 0 ? 'rota.earlier' : 'rota.later')}
              </Button>
            ))}
          </Button.Group>
        </>
      }
      testid="rota-page"
    >
      <Gaps />
      {planning && (
        <RotaPlan
          firstDay={msToDay(siteNowMs())}
          onPublished={() => {
            setPlanning(false);
            renew();
          }}
        />
      )}
      <Loaded query={shifts} what={t('rota.heading')}>
        {({ shifts: list, longDuty }) => (
          <>
            {longDuty.map((one) => (
              <p key={`${one.user}-${one.fromMs}`} className={classes.warn}>
                {t('rota.long', {
                  ...{ user: one.user, from: msToMoment(one.fromMs).slice(5).replace('T', ' ') },
                  hours: Math.round((one.toMs - one.fromMs) / hourMs),
                })}
              </p>
            ))}
            <RotaWeek
              days={Array.from({ length: 7 }, (_, n) => addDays(monday, n))}
              shifts={list}
              {...(may('duty.plan') && { onOpen: (shift: Shift) => setDeed(toDeed(shift)) })}
            />
          </>
        )}
      </Loaded>
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
    </PageFrame>
  );
}
