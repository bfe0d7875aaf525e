import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { type AlarmSound, createAlarmSound } from './alarm-sound.ts';
import { decideSound, repeatMs } from './decide-sound.ts';

export interface SoundSwitch {
  muted: boolean;
  blocked: boolean;
  toggle(): void;
}

/** Sounds new alarms, and an unanswered P1 again and again. */
export function useAlarmSound(alarms: ConsoleAlarm[]): SoundSwitch {
  const [muted, setMuted] = useLocalStorage({
    key: 'ringward.muted',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [blocked, setBlocked] = useState(true);
  const sound = useRef<AlarmSound>(undefined);
  const heard = useRef<Set<string>>(undefined);
  const lastMs = useRef(0);
  // What stood when the page was opened is not news; a P1 among it still sounds.
  heard.current ??= new Set(alarms.map(({ id }) => id));

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
      const priority = decideSound(alarms, heard.current!, muted, performance.now() - lastMs.current);
      heard.current = new Set(alarms.map(({ id }) => id));
      if (priority === undefined) return;
      lastMs.current = performance.now();
      sound.current?.play(priority);
    };
    check();
    const timer = setInterval(check, repeatMs / 4);
    return () => clearInterval(timer);
  }, [alarms, muted]);

  const toggle = () => {
    if (blocked) sound.current?.unblock();
    else setMuted(!muted);
  };
  return { muted, blocked, toggle };
}
