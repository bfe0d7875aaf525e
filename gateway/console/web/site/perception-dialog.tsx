import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ConsoleCamera, ConsolePerception } from '../../console-ports.ts';
import { consoleClient, problemCode } from '../api/console-client.ts';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import classes from './perception.module.css';

const everyMs = 2000;

/** The figures while the dialog is open, renewed every two seconds; what went wrong with the last attempt. */
function usePerception(opened: boolean): { figures: ConsolePerception | undefined; problem: string | undefined } {
  const [figures, setFigures] = useState<ConsolePerception>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!opened) return;
    const load = () =>
      consoleClient.perception().then(
        (loaded) => {
          setFigures(loaded);
          setProblem(undefined);
        },
        (error: unknown) => setProblem(problemCode(error)),
      );
    void load();
    const timer = setInterval(load, everyMs);
    return () => clearInterval(timer);
  }, [opened]);
  return { figures, problem };
}

type Row = ConsolePerception['cameras'][number];

/** Stages of the work that have a column; what is left out is part of the analysis. */
const stages = ['decode', 'total', 'sighting'] as const;

function StageTime({ row, stage, label }: { row: Row; stage: string; label: string }) {
  const time = row.stages[stage];
  return (
    <td data-label={label}>
      {time ? (
        <span>
          {Math.round(time.medianMs)} <small>/ {Math.round(time.p95Ms)} ms</small>
        </span>
      ) : (
        '–'
      )}
    </td>
  );
}

function CameraRow({ row, camera }: { row: Row; camera: ConsoleCamera | undefined }) {
  const { t, name, code } = useTexts();
  return (
    <tr data-testid={`seeing-${row.camera}`}>
      <th scope="row">{camera ? name(camera.name) : row.camera}</th>
      <td data-label={t('seeing.state')}>
        {code('decoding', camera && camera.state !== 'streaming' ? camera.state : row.decoding)}
      </td>
      <td data-label={t('seeing.rate')}>{row.framesPerSecond.toFixed(1)}</td>
      <td data-label={t('seeing.seen')}>{row.framesSeen.toLocaleString()}</td>
      <td data-label={t('seeing.decoded')}>{row.framesDecoded.toLocaleString()}</td>
      <td data-label={t('seeing.analysed')}>{row.framesAnalysed.toLocaleString()}</td>
      <td data-label={t('seeing.dropped')} data-bad={row.framesDropped > 0.1 * row.framesAnalysed}>
        {row.framesDropped.toLocaleString()}
      </td>
      {stages.map((stage) => (
        <StageTime key={stage} row={row} stage={stage} label={t(`seeing.${stage}` as TextKey)} />
      ))}
    </tr>
  );
}

const columns = ['camera', 'state', 'rate', 'seen', 'decoded', 'analysed', 'dropped', ...stages] as const;

/** What each camera's pictures go through, and what that costs. */
export function PerceptionDialog(props: { opened: boolean; cameras: readonly ConsoleCamera[]; onClose(): void }) {
  const { t, code } = useTexts();
  const { figures, problem } = usePerception(props.opened);
  const cameras = new Map(props.cameras.map((camera) => [camera.id, camera]));
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('seeing.heading')}
      closeButtonProps={{ 'aria-label': t('seeing.close') }}
      size="min(1120px, 100%)"
      lockScroll={false}
      data-testid="seeing-dialog"
    >
      {problem !== undefined && (
        <p className={classes.problem}>{t('seeing.failed', { reason: code('reason', problem) })}</p>
      )}
      {figures && (
        <>
          <table className={classes.table}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`seeing.${column}` as TextKey)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {figures.cameras.map((row) => (
                <CameraRow key={row.camera} row={row} camera={cameras.get(row.camera)} />
              ))}
            </tbody>
          </table>
          <p className={classes.note}>{t('seeing.note')}</p>
          <ul className={classes.processes}>
            {figures.processes.map(({ index, cameras: count, rssBytes, cores }) => (
              <li key={index} data-testid={`seeing-process-${index}`}>
                {t('seeing.process', {
                  n: index + 1,
                  cameras: count,
                  cores: cores.toFixed(2),
                  megabytes: Math.round(rssBytes / 1e6),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}
