import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { PrintButton, PrintSheet } from '../parts/print-sheet.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { Section } from '../parts/section.tsx';
import { CheckRow } from './check-row.tsx';
import type { HandOver } from './hand-over.ts';
import { HandOverStanding } from './hand-over-standing.tsx';
import classes from './shift.module.css';
import { SignForm } from './sign-form.tsx';
import { useClock } from './use-clock.ts';
import { useRefused } from './use-refused.ts';

function Urgent({ one, mayTake, onDone }: { one: HandOver; mayTake: boolean; onDone(): void }) {
  const { t, name, code } = useTexts();
  const refused = useRefused();
  const take = api.useMutation('post', '/api/hand-overs/{id}/take', { onSettled: onDone });
  const urgent = one.snapshot.open.filter(({ priority }) => priority <= 2);
  const takerOf = (alarm: string) => one.taken.find((each) => each.alarm === alarm)?.by;
  return (
    <Section title={t('handover.step3')} testid="urgent">
      <p className={one.toTake.length > 0 ? classes.warn : classes.dim}>
        {one.toTake.length > 0 ? t('handover.toTake', { n: one.toTake.length }) : t('handover.allTaken')}
      </p>
      <ul className={classes.list}>
        {urgent.map(({ alarm, type, priority, sourceName }) => (
          <li key={alarm} className={classes.row}>
            <PriorityMark priority={priority} />
            <span className={classes.grow}>
              {code('alarm', type)} · {name(sourceName)}
            </span>
            {takerOf(alarm) !== undefined && (
              <span className={classes.dim}>{t('handover.taken', { user: takerOf(alarm)! })}</span>
            )}
            {mayTake && one.toTake.includes(alarm) && (
              <Button
                color="dark"
                size="xs"
                disabled={take.isPending}
                data-testid="take"
                onClick={() => take.mutate({ params: { path: { id: one.id } }, body: { alarm } })}
              >
                {t('handover.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {take.error && (
        <p role="alert" className={classes.alert}>
          {refused(take.error)}
        </p>
      )}
    </Section>
  );
}

function Content({ one, title, onDone }: { one: HandOver; title: string; onDone(): void }) {
  const { t } = useTexts();
  const { user, may } = useSession();
  const works = may('duty.work');
  const isOpen = one.state === 'open';
  const isOutgoing = works && one.outgoing.includes(user);
  const isIncoming =
    works && !one.outgoing.includes(user) && (one.incoming.length === 0 || one.incoming.includes(user));
  const isFree = isOpen && one.signatures.length === 0;
  return (
    <PrintSheet title={title} ofMs={one.dueMs} testid="hand-over-sheet">
      <p className={classes.dim}>
        {t('handover.outgoing')}: {one.outgoing.join(', ')} → {t('handover.incoming')}:{' '}
        {one.incoming.join(', ') || t('handover.anybody')}
      </p>
      {isOpen && !isFree && <p className={classes.warn}>{t('handover.frozen')}</p>}
      <HandOverStanding snapshot={one.snapshot} />
      <Section title={t('handover.step2')}>
        <ul className={classes.list}>
          {one.checklist.map((line) => (
            <CheckRow key={line.item} id={one.id} line={line} mayState={isFree && isOutgoing} onDone={onDone} />
          ))}
        </ul>
      </Section>
      <Urgent one={one} mayTake={isOpen && isIncoming} onDone={onDone} />
      <SignForm one={one} side={isOutgoing ? 'outgoing' : isIncoming ? 'incoming' : undefined} onDone={onDone} />
    </PrintSheet>
  );
}

/** A change of shifts, step by step; each side signs at its own sign-in. */
export function HandOverPage({ id }: { id: string }) {
  const { t } = useTexts();
  const clock = useClock();
  const queries = useQueryClient();
  const query = api.useQuery('get', '/api/hand-overs/{id}', { params: { path: { id } } }, { refetchInterval: 5000 });
  const one = query.data;
  const renew = () => {
    void query.refetch();
    void queries.invalidateQueries({ queryKey: ['get', '/api/hand-overs'] });
    void queries.invalidateQueries({ queryKey: ['get', '/api/hand-overs/current'] });
  };
  const title = one
    ? t('handover.title', { role: t(`duty.${one.role}`), due: clock(one.dueMs) })
    : t('handover.heading');
  return (
    <PageFrame
      title={title}
      aside={one && t(`handover.state.${one.state}`)}
      actions={<PrintButton />}
      toolbar={<BackLink />}
      testid="hand-over-page"
    >
      <Loaded query={query} what={t('handover.heading')}>
        {(found) => <Content one={found} title={title} onDone={renew} />}
      </Loaded>
    </PageFrame>
  );
}
