import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import classes from './command.module.css';
import { sayCode } from './say-code.ts';
import type { Command } from './use-commands.ts';
import { type LiveState, useLiveView } from './use-live-view.ts';

const bad: readonly Command['state'][] = ['refused', 'failed', 'expired'];

function formatLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Counts down to a moment of the page's monotonic clock. */
function Countdown({ endsAtMs }: { endsAtMs: number }) {
  const { t } = useTexts();
  const [leftMs, setLeftMs] = useState(() => endsAtMs - performance.now());
  useEffect(() => {
    const timer = setInterval(() => setLeftMs(endsAtMs - performance.now()), 250);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return (
    <span className={classes.left} role="timer" data-testid="live-left">
      {t('command.live.left', { time: formatLeft(leftMs) })}
    </span>
  );
}

function Cover({ state, command }: { state: LiveState; command: Command | undefined }) {
  const { t } = useTexts();
  if (state.kind === 'playing') return null;
  const words = () => {
    // the site's own word says more than that nothing came
    if (command && bad.includes(command.state) && command.code !== null) return sayCode(command.code, t);
    if (state.kind === 'refused') return describeProblem(state.problem, t);
    return state.kind === 'ended' ? sayCode(state.why, t) : t('command.live.waiting');
  };
  const over = state.kind !== 'waiting';
  return (
    <div className={classes.cover} role="status" data-testid="live-cover" data-over={over}>
      {over && <strong>{t('command.live.over')}</strong>}
      <span>{words()}</span>
    </div>
  );
}

export interface LiveViewProps {
  id: string;
  camera: string;
  /** As the list has it now. */
  command: Command | undefined;
  onClose(): void;
}

/** The picture of one camera, with the time that is left; closing it ends the view. */
export function LiveView({ id, camera, command, onClose }: LiveViewProps) {
  const { t } = useTexts();
  const { state, endsAtMs, video, leave } = useLiveView(id);
  const isRefused = command !== undefined && bad.includes(command.state);
  useEffect(() => {
    // the site has said no: nothing is waited for any more
    if (isRefused) leave();
  }, [isRefused, leave]);
  const over = state.kind === 'ended' || state.kind === 'refused';
  return (
    <section className={classes.live} aria-label={t('command.live.of', { camera })} data-testid="live-view">
      <div className={classes.screen}>
        <video
          ref={video}
          className={classes.film}
          data-testid="live-video"
          aria-label={t('command.live.of', { camera })}
          muted
          autoPlay
          playsInline
        />
        <Cover state={state} command={command} />
      </div>
      <div className={classes.liveBar}>
        <strong>{t('command.live.of', { camera })}</strong>
        {endsAtMs !== undefined && !over && <Countdown endsAtMs={endsAtMs} />}
        <Button
          size="compact-sm"
          variant="default"
          onClick={over ? onClose : leave}
          data-testid={over ? 'live-close' : 'live-end'}
        >
          {t(over ? 'command.live.close' : 'command.live.end')}
        </Button>
      </div>
      {!over && <p className="dim small">{t('command.live.told')}</p>}
    </section>
  );
}
