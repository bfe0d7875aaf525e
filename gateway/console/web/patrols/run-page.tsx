import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { HoldButton } from '../parts/hold-button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import classes from '../shift/shift.module.css';
import { useClock } from '../shift/use-clock.ts';
import { useRefused } from '../shift/use-refused.ts';
import { CheckpointRow } from './checkpoint-row.tsx';
import { DeviationWords } from './deviation-words.tsx';
import { NoteList } from './note-list.tsx';
import patrolClasses from './patrols.module.css';
import type { Run } from './run.ts';
import { ScanPanel } from './scan-panel.tsx';

function Walk({ run, onDone }: { run: Run; onDone(): void }) {
  const { t, name } = useTexts();
  const clock = useClock();
  const refused = useRefused();
  const [deed, setDeed] = useState<Deed>();
  const params = { path: { id: run.id } };
  const finish = api.useMutation('post', '/api/patrols/{id}/finish', { onSettled: onDone });
  const passed = new Set(run.scans.map(({ checkpoint }) => checkpoint));
  const next = run.checkpoints.find(({ id }) => !passed.has(id));
  const missing = run.checkpoints.length - passed.size;
  const end = () => finish.mutate({ params, body: {} });
  const abandon: Deed = {
    title: t('patrol.abandon'),
    fields: [{ key: 'note', label: t('patrol.abandonWhy'), kind: 'area', needed: true, maxLength: 500 }],
    submit: t('patrol.abandon'),
    send: ({ note = '' }) => gateway.POST('/api/patrols/{id}/finish', { params, body: { abandon: { note } } }),
    done: onDone,
  };
  const dueBy = (point: NonNullable<typeof next>) =>
    clock((run.startedAtMs ?? 0) + (point.expectedAfterS + point.toleranceS) * 1000);
  return (
    <>
      {next && (
        <p data-testid="next-checkpoint">
          {t('patrol.next')}: <strong>{name(next.name)}</strong>{' '}
          <span className={classes.dim}>{t('patrol.dueBy', { time: dueBy(next) })}</span>
        </p>
      )}
      {next && <ScanPanel run={run.id} onDone={onDone} />}
      <div className={patrolClasses.big}>
        {missing > 0 ? (
          <HoldButton label={t('patrol.finish')} disabled={finish.isPending} testid="patrol-finish" onHeld={end} />
        ) : (
          <Button size="lg" color="dark" disabled={finish.isPending} data-testid="patrol-finish" onClick={end}>
            {t('patrol.finish')}
          </Button>
        )}
        <Button size="lg" variant="default" onClick={() => setDeed(abandon)}>
          {t('patrol.abandon')}
        </Button>
      </div>
      {missing > 0 && <p className={classes.dim}>{t('patrol.missing', { n: missing })}</p>}
      {finish.error && (
        <p role="alert" className={classes.alert}>
          {refused(finish.error)}
        </p>
      )}
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
    </>
  );
}

/** One patrol: on the way with large buttons, afterwards as a record. */
export function RunPage({ id }: { id: string }) {
  const { t, name } = useTexts();
  const { user, may } = useSession();
  const queries = useQueryClient();
  const query = api.useQuery('get', '/api/patrols/{id}', { params: { path: { id } } }, { refetchInterval: 10_000 });
  const renew = () => {
    void query.refetch();
    void queries.invalidateQueries({ queryKey: ['get', '/api/patrols'] });
  };
  const run = query.data;
  const isMine = run?.state === 'running' && run.by === user && may('duty.work');
  return (
    <PageFrame
      title={run ? name(run.name) : t('nav.patrols')}
      aside={run && t(`patrolState.${run.state}`)}
      toolbar={<BackLink />}
      testid="patrol-run-page"
    >
      <Loaded query={query} what={t('nav.patrols')}>
        {(found) => (
          <>
            <p>
              {found.by !== undefined && !isMine && t('patrol.walker', { user: found.by })}{' '}
              {t('patrol.progress', { done: found.scans.length, all: found.checkpoints.length })}{' '}
              <DeviationWords deviations={found.deviations} />
            </p>
            {found.clockUnsure && <p className={classes.warn}>⚠ {t('patrol.clockUnsureHint')}</p>}
            <NoteList notes={found.notes.filter(({ checkpoint }) => checkpoint === undefined)} />
            {isMine && <Walk run={found} onDone={renew} />}
            <ul className={classes.list}>
              {found.checkpoints.map((point) => (
                <CheckpointRow key={point.id} run={found} point={point} isMine={isMine} onDone={renew} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}
