import { Icon } from '../../../gateway/console/web/parts/icons.tsx';
import type { Answer } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { AgeText } from '../parts/age-text.tsx';
import classes from './exports.module.css';

export type Share = Answer<'/v1/shares'>['shares'][number];

/** The cloud counts a backlog no further. */
const countedUpTo = 10_000;

/** How a share stands. Colour and a sign only where it stands still against the operators' will, or fails. */
export function ShareState({ share: { state, why, progress } }: { share: Share }) {
  const { t } = useTexts();
  const stands = state === 'paused' && why !== 'by-operator';
  const fails = state === 'running' && progress.failures > 0;
  return (
    <span data-testid="share-state" data-state={state} className={stands || fails ? classes.bad : undefined}>
      {(stands || fails) && <Icon name="warning" />} {t(`exports.state.${state}`)}
      {why !== null && state !== 'running' && ` · ${t(`exports.reason.${why}`)}`}
      {fails && ` · ${progress.lastWhy ?? ''}`}
    </span>
  );
}

/** How much waits, and for how long. */
export function ShareBacklog({ share: { progress, state } }: { share: Share }) {
  const { t } = useTexts();
  const { behind, waitingSinceMs } = progress;
  if (waitingSinceMs === null || state === 'ended') return <span className="dim">{t('exports.upToDate')}</span>;
  const n = behind >= countedUpTo ? t('exports.more', { n: countedUpTo }) : behind;
  return (
    <span>
      {t('exports.waitingSince', { n })} <AgeText atMs={waitingSinceMs} />
    </span>
  );
}
