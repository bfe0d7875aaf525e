import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { isWaiting } from '../api/apply-change.ts';
import { useSession } from '../api/use-session.ts';
import { siteNowMs } from '../parts/site-clock.ts';
import { type AlarmSound, createAlarmSound } from './alarm-sound.ts';
import { decideSound, repeatMs } from './decide-sound.ts';

export interface SoundSwitch {
  muted: boolean;
  blocked: boolean;
  toggle(): void;
}

/** What waits now; one that comes back from its shelf is news again. */
const idsOf = (alarms: readonly ConsoleAlarm[]) => new Set(alarms.filter(isWaiting).map(({ id }) => id));

/** Sounds new alarms, and an unanswered P1 again and again. What is only read late (`loading`) is no news. */
export function useAlarmSound(alarms: ConsoleAlarm[], loading: boolean): SoundSwitch {
  const { user } = useSession();
  const [muted, setMuted] = useLocalStorage({
    key: `ringward.muted.${user}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [blocked, setBlocked] = useState(true);
  const sound = useRef<AlarmSound>(undefined);
  const heard = useRef<Set<string>>(undefined);
  /** When a P1 sounded last, and a drill: lesser alarms, however many, put neither off. */
  const lastMs = useRef({ real: 0, drill: 0 });
  // What stood when the page was opened is not news; a P1 among it still sounds.
  heard.current ??= idsOf(alarms);
  const [openedAtMs] = useState(siteNowMs);

  useEffect(() => {
    const created = createAlarmSound(() => setBlocked(created.blocked()));
    sound.current = created;
    setBlocked(created.blocked());
    const unblock = () => created.unblock();
    for (const kind of ['pointerdown', 'keydown'] as const) window.addEventListener(kind, unblock);
    return () => {
      for (const kind of ['pointerdown', 'keydown'] as const) window.removeEventListener(kind, unblock);
      created.close();
    };
  }, []);

  useEffect(() => {
    const check = () => {
      const known = heard.current!;
      if (loading) for (const { id, raisedAtMs } of alarms) if (raisedAtMs < openedAtMs) known.add(id);
      const nowMs = performance.now();
      const tune = decideSound(alarms, known, muted, nowMs - lastMs.current.real);
      heard.current = idsOf(alarms);
      if (tune === undefined || (tune === 'drill' && nowMs - lastMs.current.drill < repeatMs)) return;
      if (tune === 1) lastMs.current.real = nowMs;
      if (tune === 'drill') lastMs.current.drill = nowMs;
      sound.current?.play(tune);
    };
    check();
    const timer = setInterval(check, repeatMs / 4);
    return () => clearInterval(timer);
  }, [alarms, muted, loading, openedAtMs]);

  const toggle = () => {
    if (blocked) sound.current?.unblock();
    else setMuted(!muted);
  };
  return { muted, blocked, toggle };
}
