import { createContext, useContext, useState } from 'react';
import type { ConsoleAlarm, ConsoleCamera } from '../../console-ports.ts';
import type { Overview } from '../api/overview.ts';
import type { LiveState } from '../api/use-overview.ts';
import { moveCurrent } from '../queue/queue-order.ts';
import { type Deeds, useDeeds } from '../queue/use-deeds.ts';
import { type Queue, useQueue } from '../queue/use-queue.ts';

/** What is open beside the queue. */
type Opened = { kind: 'alarm' | 'camera'; id: string } | undefined;

/** The guard's desk: what is known, what is open, and what a guard can do with it. */
export interface Desk {
  overview: Overview;
  live: LiveState;
  queue: Queue;
  deeds: Deeds;
  /** The row where the keyboard stands. */
  current: string | undefined;
  openAlarm: ConsoleAlarm | undefined;
  /** The open camera, or the one that looks at the open alarm. */
  openCamera: ConsoleCamera | undefined;
  /** The camera on whose picture the guard draws. */
  drawnCamera: ConsoleCamera | undefined;
  open(alarm: ConsoleAlarm): void;
  openCurrent(): void;
  watch(camera: ConsoleCamera): void;
  draw(camera: ConsoleCamera | undefined): void;
  close(): void;
  move(step: 1 | -1): void;
  acknowledgeCurrent(): void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk as the guard left it, on whatever page: a page opens an alarm there with `open` and goes to `/`. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('there is no desk here');
  return desk;
}

/** Lives in the shell, so that other pages may come and go. */
export function useDeskState(overview: Overview, live: LiveState): Desk {
  const queue = useQueue(overview.alarms, overview.rest === 'loading');
  const deeds = useDeeds();
  const [current, setCurrent] = useState<string>();
  const [opened, setOpened] = useState<Opened>();
  const [drawn, setDrawn] = useState<string>();

  const findAlarm = (id: string | undefined) => overview.alarms.find((alarm) => alarm.id === id);
  const openAlarm = opened?.kind === 'alarm' ? findAlarm(opened.id) : undefined;
  const cameraId = opened?.kind === 'camera' ? opened.id : openAlarm?.camera;
  const open = (alarm: ConsoleAlarm) => {
    setCurrent(alarm.id);
    setOpened({ kind: 'alarm', id: alarm.id });
  };

  return {
    overview,
    live,
    queue,
    deeds,
    current,
    openAlarm,
    openCamera: overview.cameras.find(({ id }) => id === cameraId),
    drawnCamera: overview.cameras.find(({ id }) => id === drawn),
    open,
    openCurrent: () => {
      const alarm = findAlarm(current);
      if (alarm) open(alarm);
    },
    watch: ({ id }) => setOpened({ kind: 'camera', id }),
    draw: (camera) => setDrawn(camera?.id),
    close: () => setOpened(undefined),
    move: (step) => {
      const next = moveCurrent(
        queue.rows.map(({ id }) => id),
        current,
        step,
      );
      setCurrent(next);
      // An open alarm follows the keyboard: A must never mean another one than the guard looks at.
      if (openAlarm && next !== undefined) setOpened({ kind: 'alarm', id: next });
    },
    acknowledgeCurrent: () => {
      const alarm = openAlarm ?? findAlarm(current);
      if (alarm && alarm.acknowledgedAtMs === undefined) deeds.act(alarm, { kind: 'acknowledge' });
    },
  };
}
