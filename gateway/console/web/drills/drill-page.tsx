import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { HoldButton } from '../parts/hold-button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { PrintButton, PrintSheet } from '../parts/print-sheet.tsx';
import { Section } from '../parts/section.tsx';
import classes from '../shift/shift.module.css';
import { useClock } from '../shift/use-clock.ts';
import { useRefused } from '../shift/use-refused.ts';
import type { Drill } from './drill.ts';
import { DrillReportTable } from './drill-report-table.tsx';
import { usePlaceName } from './use-place-name.ts';

function Controls({ drill, onDone }: { drill: Drill; onDone(): void }) {
  const { t } = useTexts();
  const refused = useRefused();
  const start = api.useMutation('post', '/api/drills/{id}/start', { onSettled: onDone });
  const stop = api.useMutation('post', '/api/drills/{id}/stop', { onSettled: onDone });
  const asked = { params: { path: { id: drill.id } }, body: {} };
  const problem = refused(start.error ?? stop.error);
  return (
    <>
      {drill.state === 'planned' && (
        <HoldButton label={t('drill.start')} tone="danger" testid="drill-start" onHeld={() => start.mutate(asked)} />
      )}
      {drill.state === 'running' && (
        <Button
          color="dark"
          size="md"
          style={{ alignSelf: 'flex-start' }}
          data-testid="drill-stop"
          onClick={() => stop.mutate(asked)}
        >
          {t('drill.stop')}
        </Button>
      )}
      {problem !== undefined && (
        <p role="alert" className={classes.alert}>
          {problem}
        </p>
      )}
    </>
  );
}

function Progress({ drill }: { drill: Drill }) {
  const { t } = useTexts();
  const clock = useClock();
  const placeName = usePlaceName();
  return (
    <ul className={classes.list} data-testid="drill-progress">
      {drill.scenarios.map((scenario, n) => {
        const done = drill.done.find((each) => each.scenario === n);
        const words =
          scenario.kind === 'alarm'
            ? `${t(`alarm.${scenario.type}`)} · ${placeName(scenario.source)}`
            : t('drill.evacuation');
        return (
          // Scenarios of a drill never change their places.
          <li key={`${scenario.kind}-${scenario.afterS}-${words}`} className={classes.row}>
            <span className={classes.grow}>{words}</span>
            <span className={classes.dim}>{t('drill.at', { s: scenario.afterS })}</span>
            <span>{done ? t('drill.raised', { time: clock(done.atMs) }) : t('drill.waiting')}</span>
            {done?.wouldOpen && (
              <span>{t('drill.wouldOpen', { places: done.wouldOpen.map(placeName).join(', ') })}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Notes({ drill, mayAdd, onDone }: { drill: Drill; mayAdd: boolean; onDone(): void }) {
  const { t } = useTexts();
  const clock = useClock();
  const [text, setText] = useState('');
  const add = api.useMutation('post', '/api/drills/{id}/note', {
    onSuccess: () => setText(''),
    onSettled: onDone,
  });
  return (
    <Section title={t('drill.notes')}>
      {drill.notes.map((note) => (
        <p key={`${note.atMs}-${note.by}`}>
          <span className={classes.dim}>
            {clock(note.atMs)} {note.by}
          </span>{' '}
          {note.text}
        </p>
      ))}
      {mayAdd && (
        <form
          className={classes.sign}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate({ params: { path: { id: drill.id } }, body: { text: text.trim() } });
          }}
        >
          <TextInput
            label={t('drill.addNote')}
            value={text}
            maxLength={500}
            data-testid="drill-note"
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={text.trim() === '' || add.isPending}>
            {t('drill.addNote')}
          </Button>
        </form>
      )}
    </Section>
  );
}

/** One drill: to start, under way, or its report. */
export function DrillPage({ id }: { id: string }) {
  const { t } = useTexts();
  const clock = useClock();
  const { may } = useSession();
  const queries = useQueryClient();
  const query = api.useQuery('get', '/api/drills/{id}', { params: { path: { id } } }, { refetchInterval: 2000 });
  const drill = query.data;
  const renew = () => {
    void query.refetch();
    void queries.invalidateQueries({ queryKey: ['get', '/api/drills'] });
  };
  return (
    <PageFrame
      title={drill?.name ?? t('nav.drills')}
      aside={drill && t(`drill.state.${drill.state}`)}
      actions={drill?.state === 'ended' && <PrintButton />}
      toolbar={<BackLink />}
      testid="drill-page"
    >
      <Loaded query={query} what={t('drill.list')}>
        {(found) => (
          <PrintSheet title={found.name} ofMs={found.startedAtMs} testid="drill-sheet">
            <p className={classes.dim}>
              {[
                found.startedBy !== undefined &&
                  t('drill.started', { user: found.startedBy, time: clock(found.startedAtMs ?? 0) }),
                found.endedAtMs !== undefined &&
                  (found.endedBy === undefined
                    ? t('drill.endedAlone', { time: clock(found.endedAtMs) })
                    : t('drill.endedBy', { user: found.endedBy, time: clock(found.endedAtMs) })),
                found.knows.length > 0 && `${t('drill.knows')}: ${found.knows.join(', ')}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {may('drills.run') && <Controls drill={found} onDone={renew} />}
            <Progress drill={found} />
            {found.report && <DrillReportTable report={found.report} />}
            <Notes drill={found} mayAdd={may('drills.run')} onDone={renew} />
          </PrintSheet>
        )}
      </Loaded>
    </PageFrame>
  );
}
