import { Button } from '@mantine/core';
import { type Dispatch, useState } from 'react';
import type { ConsoleCamera, ConsoleSceneVersion } from '../../console-ports.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { toDrawing } from './drawing.ts';
import type { EditorAction } from './editor-state.ts';
import classes from './scene.module.css';
import { sceneClient } from './scene-client.ts';
import { type Saving, useVersions } from './use-scene.ts';

function VersionRow(props: { version: ConsoleSceneVersion; current: boolean; onLoad(): void }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const { version, fromSiteFile, changedBy, changedAtMs, areas, lines, masks, rules } = props.version;
  return (
    <li className={classes.version} data-testid="version" data-version={version}>
      <span>
        <strong>{version === 0 ? t('scene.byFile') : t('scene.version', { n: version })}</strong>
        {version > 0 && fromSiteFile && ` · ${t('scene.byFile')}`}
        {props.current && ` · ${t('scene.now')}`}
        {changedBy !== undefined && changedAtMs !== undefined && (
          <small>
            {changedBy} · {formatClock(changedAtMs, nowMs)}
          </small>
        )}
        <small>{t('scene.counts', { areas, lines, masks, rules })}</small>
      </span>
      {!props.current && (
        <Button size="compact-xs" variant="default" data-testid="load-version" onClick={props.onLoad}>
          {t('scene.load')}
        </Button>
      )}
    </li>
  );
}

/** Back to the site file, after a second question: it is in force at once. */
function ToFile({ saving }: { saving: Saving }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button size="compact-xs" variant="default" data-testid="to-file" onClick={() => setAsked(true)}>
        {t('scene.toFile')}
      </Button>
    );
  }
  const answer = (yes: boolean) => {
    setAsked(false);
    if (yes) saving.backToFile();
  };
  return (
    <div className={classes.ask} role="alertdialog" aria-label={t('scene.toFile')}>
      <span>{t('scene.toFileAsk')}</span>
      <Button size="compact-sm" className={classes.primary} data-testid="to-file-yes" onClick={() => answer(true)}>
        {t('scene.toFileYes')}
      </Button>
      <Button size="compact-sm" variant="default" autoFocus onClick={() => answer(false)}>
        {t('scene.cancel')}
      </Button>
    </div>
  );
}

export interface VersionsPanelProps {
  camera: ConsoleCamera;
  saving: Saving;
  dispatch: Dispatch<EditorAction>;
}

/** Who drew what and when; an older version is put on the picture and counts once it is saved. */
export function VersionsPanel({ camera, saving, dispatch }: VersionsPanelProps) {
  const { t, code } = useTexts();
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const versions = useVersions(camera.id, saving.version, open);
  const failure = problem ?? (versions.error ? problemCode(versions.error) : undefined);
  const load = async (version: number) => {
    try {
      const { scene } = await sceneClient.version(camera.id, version);
      dispatch({ type: 'change', drawing: toDrawing(scene) });
      setLoaded(version);
      setProblem(undefined);
    } catch (error) {
      setProblem(problemCode(error));
    }
  };
  return (
    <details
      className={classes.section}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      data-testid="versions"
    >
      <summary>{t('scene.versions')}</summary>
      {failure !== undefined && (
        <p className={classes.problem} role="alert">
          {t('scene.failed', { reason: code('reason', failure) })}
        </p>
      )}
      {loaded !== undefined && <p role="status">{t('scene.loaded', { n: loaded })}</p>}
      <ol className={classes.list}>
        {versions.data?.map((version) => (
          <VersionRow
            key={version.version}
            version={version}
            current={version.version === saving.version}
            onLoad={() => void load(version.version)}
          />
        ))}
      </ol>
      <ToFile saving={saving} />
    </details>
  );
}
