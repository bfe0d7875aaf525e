import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { readProblem } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { shrinkPicture } from '../parts/jsqr-scan.ts';
import classes from '../shift/shift.module.css';
import { useClock } from '../shift/use-clock.ts';
import { useRefused } from '../shift/use-refused.ts';
import { NoteList } from './note-list.tsx';
import patrolClasses from './patrols.module.css';
import { PictureButton } from './picture-button.tsx';
import type { Run } from './run.ts';

interface CheckpointRowProps {
  run: Run;
  point: Run['checkpoints'][number];
  isMine: boolean;
  onDone(): void;
}

async function send(run: string, checkpoint: string, file: File): Promise<void> {
  const response = await fetch(`/api/patrols/${run}/photos/${checkpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: await shrinkPicture(file),
    credentials: 'same-origin',
  });
  if (!response.ok) throw await readProblem(response);
}

function Passed({ run, point, onDone }: Omit<CheckpointRowProps, 'isMine'>) {
  const { t } = useTexts();
  const refused = useRefused();
  const [note, setNote] = useState('');
  const save = api.useMutation('post', '/api/patrols/{id}/note', { onSuccess: () => setNote(''), onSettled: onDone });
  const photo = useMutation({ mutationFn: (file: File) => send(run.id, point.id, file), onSettled: onDone });
  const problem = refused(save.error ?? photo.error);
  return (
    <>
      <TextInput
        aria-label={t('patrol.note')}
        placeholder={t('patrol.note')}
        value={note}
        maxLength={500}
        data-testid="patrol-note"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={note.trim() === '' || save.isPending}
        data-testid="patrol-note-save"
        onClick={() =>
          save.mutate({ params: { path: { id: run.id } }, body: { checkpoint: point.id, note: note.trim() } })
        }
      >
        {t('patrol.saveNote')}
      </Button>
      <PictureButton disabled={photo.isPending} testid="patrol-photo" onPicture={(file) => photo.mutate(file)}>
        {t('patrol.photo')}
      </PictureButton>
      {problem !== undefined && (
        <p role="alert" className={classes.alert}>
          {problem}
        </p>
      )}
    </>
  );
}

/** One checkpoint of a patrol: whether it was passed, what was noted and photographed there. */
export function CheckpointRow({ run, point, isMine, onDone }: CheckpointRowProps) {
  const { t, name } = useTexts();
  const clock = useClock();
  const scan = run.scans.find(({ checkpoint }) => checkpoint === point.id);
  const wrong = run.deviations.filter(({ checkpoint }) => checkpoint === point.id);
  const pictures = run.pictures.filter(({ checkpoint }) => checkpoint === point.id);
  return (
    <li className={classes.row} data-testid="checkpoint" data-checkpoint={point.id} data-passed={scan !== undefined}>
      <span aria-hidden="true">{scan ? '●' : '○'}</span>
      <span className={classes.grow}>
        {name(point.name)}
        <NoteList notes={run.notes.filter(({ checkpoint }) => checkpoint === point.id)} />
      </span>
      {scan && (
        <span className={classes.dim}>
          {t('patrol.passed', { time: clock(scan.atMs) })}
          {scan.clockUnsure && ` (${t('patrol.clockUnsure')})`}
        </span>
      )}
      {wrong.map(({ kind, atMs }) => (
        <span key={`${kind}-${atMs}`} className={classes.warn}>
          ⚠ {t(`patrolDeviation.${kind}`)}
        </span>
      ))}
      {isMine && scan && <Passed run={run} point={point} onDone={onDone} />}
      {(scan?.photos ?? 0) > 0 && <span className={classes.dim}>{t('patrol.photos', { n: scan!.photos })}</span>}
      {pictures.map(({ n }) => (
        <img
          key={n}
          className={patrolClasses.thumb}
          src={`/api/patrols/${run.id}/photos/${n}`}
          alt={t('patrol.picture', { name: name(point.name) })}
          loading="lazy"
        />
      ))}
    </li>
  );
}
