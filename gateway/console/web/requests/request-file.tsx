import { Badge, Button, Group, Timeline } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { type Texts, useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { formatClock } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { useHomes } from '../people/homes-section.tsx';
import { stepDeed } from './request-deeds.ts';
import { isLate, possibleDeeds, type Request } from './request-words.ts';
import classes from './requests.module.css';

/** Who may do what: handling is the property office's, what the asker says may be written down by everybody who enters. */
const byAsker: ReadonlySet<string> = new Set(['rate', 'return', 'note']);

/** Whoever asked stays an id here; their page asks what they are looked up for. */
function PersonLink({ person }: { person: string }) {
  const { t } = useTexts();
  return <Link href={`~/people/${person}`}>{t('requests.personOpen')}</Link>;
}

function Facts({ request }: { request: Request }) {
  const { t, name, code } = useTexts();
  const { overview } = useSite();
  const { may } = useSession();
  const homes = useHomes();
  const nowMs = useSiteNow();
  const place = [...overview.devices, ...overview.cameras].find(({ id }) => id === request.place);
  const who = request.person && may('people.view') ? <PersonLink person={request.person} /> : request.person;
  const facts: [string, ReactNode][] = [
    [t('requests.entered'), `${formatClock(request.enteredAtMs, nowMs)} · ${request.enteredBy}`],
    [t('requests.due'), formatClock(request.dueMs, nowMs)],
    [t('requests.urgency'), t(`urgency.${request.urgency}`)],
    [t('requests.assignee'), request.assignee],
    [t('requests.from'), t(`requestFrom.${request.from}`)],
    [t('requests.home'), homes.find(({ value }) => value === request.home)?.label ?? request.home],
    [t('requests.person'), who],
    [t('requests.place'), place ? name(place.name) : request.place],
    [t('requests.returned'), request.returned > 0 ? String(request.returned) : undefined],
    [t('requests.score'), request.score === undefined ? undefined : code('score', `s${request.score}`)],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(
        ([label, value]) =>
          value !== undefined && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** To whom it was given, how it was rated: what a step says besides. */
function stepDetail({ to, score, told }: Readonly<Record<string, string | number>>, { t, code }: Texts): string {
  if (to !== undefined) return ` → ${to}`;
  if (score === undefined) return '';
  return ` · ${code('score', `s${score}`)}${told === undefined ? '' : ` (${t('requests.asTold')})`}`;
}

/** One request: its words, where it stands, what can be done now, and everything that was done. */
export function RequestFile({ id, onChanged, onClose }: { id: string; onChanged(): void; onClose(): void }) {
  const texts = useTexts();
  const { t } = texts;
  const { may } = useSession();
  const nowMs = useSiteNow();
  const [deed, setDeed] = useState<Deed>();
  const file = api.useQuery('get', '/api/requests/{id}', { params: { path: { id } } }, { refetchInterval: 15_000 });
  const people = api.useQuery('get', '/api/duty/people', undefined, { enabled: may('duty.view'), retry: false });
  const staff = people.data?.map(({ user }) => user) ?? [];
  const changed = () => {
    void file.refetch();
    onChanged();
  };
  const mayDo = (each: string) => may(byAsker.has(each) ? 'requests.enter' : 'requests.handle');
  return (
    <section className={classes.file} data-testid="request-file" aria-label={t('requests.one')}>
      <Loaded query={file} what={t('requests.one')}>
        {({ request, steps }) => (
          <>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <h2 className={classes.title}>
                {request.number} · {t(`requestKind.${request.kind}`)}
              </h2>
              <Button variant="default" size="compact-sm" onClick={onClose}>
                {t('parts.close')}
              </Button>
            </Group>
            <Group gap="sm">
              <Badge color="dark" variant="outline" data-testid="request-state">
                {t(`requestState.${request.state}`)}
              </Badge>
              {isLate(request, nowMs) && (
                <span className={classes.late}>
                  ▲ {t('requests.late')} <AgeText atMs={request.dueMs} />
                </span>
              )}
            </Group>
            <p className={classes.words}>{request.words}</p>
            <Group gap="sm">
              {[...possibleDeeds[request.state], 'note' as const].filter(mayDo).map((each) => (
                <Button
                  key={each}
                  size="compact-md"
                  {...(each === possibleDeeds[request.state][0] ? { color: 'dark' } : { variant: 'default' })}
                  data-testid={`request-${each}`}
                  onClick={() => setDeed(stepDeed(texts, request, each, { staff, done: changed }))}
                >
                  {t(`requestDeed.${each}`)}
                </Button>
              ))}
            </Group>
            <Facts request={request} />
            <h3 className={classes.heading}>{t('requests.history')}</h3>
            <Timeline active={steps.length} bulletSize={12} lineWidth={1} color="gray">
              {steps.map(({ n, step, atMs, by, words, data }) => (
                <Timeline.Item key={n} title={`${t(`requestStep.${step}`)}${stepDetail(data, texts)}`}>
                  <span className={classes.by}>
                    {formatClock(atMs, nowMs)} · {by ?? t('requests.asker')}
                  </span>
                  {words !== undefined && <p className={classes.said}>{words}</p>}
                </Timeline.Item>
              ))}
            </Timeline>
          </>
        )}
      </Loaded>
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
    </section>
  );
}
