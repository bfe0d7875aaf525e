import { Button } from '@mantine/core';
import type { SceneProblem } from '../../../../devices/contracts/scene-problems.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { sayChanges } from './changes-summary.ts';
import { type EditorState, isChanged } from './editor-state.ts';
import { problemTexts, sayRefusal } from './problem-texts.ts';
import classes from './scene.module.css';
import type { Saving } from './use-scene.ts';

/** Somebody else was faster: look at theirs, or save over them. */
function Conflict({ saving }: { saving: Saving }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  if (!saving.conflict) return null;
  const { changedBy: user = t('scene.conflictSomebody'), changedAtMs = nowMs } = saving.conflict;
  return (
    <div className={classes.ask} role="alertdialog" aria-label={t('scene.problem.changed')} data-testid="conflict">
      <span>{t('scene.conflict', { user, time: formatClock(changedAtMs, nowMs) })}</span>
      <Button size="compact-sm" variant="default" data-testid="take-theirs" onClick={saving.takeTheirs}>
        {t('scene.theirs')}
      </Button>
      <Button size="compact-sm" variant="default" data-testid="keep-mine" onClick={saving.keepMine}>
        {t('scene.mine')}
      </Button>
    </div>
  );
}

export interface SaveBarProps {
  state: EditorState;
  saving: Saving;
  problems: readonly SceneProblem[];
  /** Closing was asked for while something is not saved. */
  leaving: boolean;
  onSave(): void;
  onLeave(leave: boolean): void;
}

/** What saving would change, or why it cannot be saved. */
export function SaveBar({ state, saving, problems, leaving, onSave, onLeave }: SaveBarProps) {
  const texts = useTexts();
  const { t } = texts;
  const changed = isChanged(state);
  const [problem] = problems;
  const status = () => {
    if (!changed) return t(saving.done ? 'scene.saved' : 'scene.unchanged');
    return t('scene.unsaved', { what: sayChanges(state.saved, state.drawing, t) });
  };
  return (
    <footer className={classes.saveBar}>
      <Conflict saving={saving} />
      {leaving && changed && (
        <div className={classes.ask} role="alertdialog" aria-label={t('scene.leave')} data-testid="leaving">
          <span>{t('scene.leave')}</span>
          <Button size="compact-sm" variant="default" data-testid="leave-yes" onClick={() => onLeave(true)}>
            {t('scene.leaveYes')}
          </Button>
          <Button
            size="compact-sm"
            className={classes.primary}
            autoFocus
            data-testid="leave-no"
            onClick={() => onLeave(false)}
          >
            {t('scene.leaveNo')}
          </Button>
        </div>
      )}
      {saving.problem !== null && !saving.conflict && (
        <p className={classes.problem} role="alert">
          {t('scene.saveFailed', { reason: sayRefusal(saving.problem, texts) })}
        </p>
      )}
      {changed && problem && (
        <p className={classes.problem} role="alert" data-testid="scene-problem">
          {t('scene.saveFailed', { reason: t(problemTexts[problem.code]) })}
        </p>
      )}
      <div className={classes.saveRow}>
        <span role="status" data-testid="save-status">
          {status()}
        </span>
        <Button
          className={classes.primary}
          size="sm"
          disabled={!changed || problem !== undefined || saving.busy || saving.conflict !== undefined}
          title="Ctrl+S"
          data-testid="save-scene"
          onClick={onSave}
        >
          {t(saving.busy ? 'scene.saving' : 'scene.save')}
        </Button>
      </div>
    </footer>
  );
}
