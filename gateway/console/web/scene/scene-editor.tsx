import { Button, Switch } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useReducer, useState } from 'react';
import { findSceneProblems } from '../../../../devices/contracts/scene-problems.ts';
import type { ConsoleCamera } from '../../console-ports.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { completeNames, type Drawing, toDrawing, toScene } from './drawing.ts';
import { createEditor, editScene, isChanged } from './editor-state.ts';
import { PictureStage } from './picture-stage.tsx';
import { RuleList } from './rule-list.tsx';
import { SaveBar } from './save-bar.tsx';
import classes from './scene.module.css';
import type { OpenedScene } from './scene-client.ts';
import { ShapeList } from './shape-list.tsx';
import { ToolBar } from './tool-bar.tsx';
import { useEditorKeys } from './use-editor-keys.ts';
import { useFollowed, useSaving, useScene } from './use-scene.ts';
import { VersionsPanel } from './versions-panel.tsx';

export interface SceneEditorProps {
  camera: ConsoleCamera;
  /** Counts how often closing was asked for; the editor closes itself when nothing would be lost. */
  closing: number;
  onClose(): void;
}

/** Named by what it is and a number until the guard gives it a name. */
function nameNew({ areas, lines }: Drawing, line: boolean) {
  const n = (line ? lines : areas).length + 1;
  return line ? { zh: `线 ${n}`, en: `Line ${n}` } : { zh: `区域 ${n}`, en: `Area ${n}` };
}

/** Closes at once where nothing is lost, else asks; also before the tab is closed. */
function useLeaving(closing: number, changed: boolean, onClose: () => void) {
  const [asked, setAsked] = useState(0);
  const leaving = closing > asked;
  useEffect(() => {
    if (leaving && !changed) onClose();
  }, [leaving, changed, onClose]);
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);
  return { leaving, stay: () => setAsked(closing) };
}

function Board({ camera, opened, closing, onClose }: SceneEditorProps & { opened: OpenedScene }) {
  const { t } = useTexts();
  const [state, dispatch] = useReducer(editScene, opened, ({ scene }) => createEditor(toDrawing(scene)));
  const [follow, setFollow] = useLocalStorage({ key: 'ringward.follow', defaultValue: true });
  const saving = useSaving(camera.id, opened, dispatch);
  const followed = useFollowed(camera.id, follow && camera.state === 'streaming');
  const { leaving, stay } = useLeaving(closing, isChanged(state), onClose);
  const { drawing, tool } = state;
  const problems = findSceneProblems(toScene(drawing), new Set(opened.site.doors.map(({ id }) => id)));
  const newName = nameNew(drawing, tool === 'line');
  const rule = drawing.rules.find(({ key }) => key === state.rule)?.rule;
  const watched = rule && 'direction' in rule ? { line: rule.line, direction: rule.direction } : undefined;
  const polygon = rule?.kind === 'falling-object' && drawing.areas.find(({ id }) => id === rule.area)?.polygon;
  const facade = polygon && rule?.kind === 'falling-object' ? { polygon, rule } : undefined;
  const save = () => {
    if (!isChanged(state) || problems.length > 0 || saving.busy || saving.conflict) return;
    const named = completeNames(drawing);
    if (named !== drawing) dispatch({ type: 'change', drawing: named });
    saving.save(named);
  };
  useEditorKeys(state, { dispatch, save });

  return (
    <div className={classes.editor}>
      <div className={classes.picture}>
        <ToolBar {...{ state, newName, dispatch }} />
        <PictureStage {...{ camera, state, newName, watched, facade, followed, dispatch }} />
        <div className={classes.follow}>
          <Switch
            size="xs"
            checked={follow}
            label={t('scene.follow')}
            data-testid="follow"
            onChange={({ currentTarget }) => setFollow(currentTarget.checked)}
          />
          {follow && (
            <span className={classes.faint}>{followed?.length === 0 ? t('scene.nobody') : t('scene.followNote')}</span>
          )}
        </div>
      </div>
      <div className={classes.lists}>
        <ShapeList {...{ state, dispatch }} />
        <RuleList {...{ state, dispatch }} site={opened.site} />
        <VersionsPanel {...{ camera, saving, dispatch }} />
      </div>
      <SaveBar
        {...{ state, saving, problems, leaving }}
        onSave={save}
        onLeave={(leave) => (leave ? onClose() : stay())}
      />
    </div>
  );
}

/** Areas, lines, masks and rules of one camera, drawn on its picture. */
export function SceneEditor(props: SceneEditorProps) {
  const { t, code } = useTexts();
  const { closing, onClose } = props;
  const { data, error, refetch } = useScene(props.camera.id);
  const nothingOpen = data === undefined && closing > 0;
  useEffect(() => {
    if (nothingOpen) onClose();
  }, [nothingOpen, onClose]);
  if (data) return <Board {...props} opened={data} />;
  if (!error) return <p className={classes.faint}>{t('scene.working')}</p>;
  return (
    <p className={classes.problem} role="alert">
      {t('scene.failed', { reason: code('reason', problemCode(error)) })}{' '}
      <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
        {t('scene.retry')}
      </Button>
    </p>
  );
}
