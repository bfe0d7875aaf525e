import type { SiteCamera } from '../../../devices/contracts/site-file.ts';
import type { ConsoleCamera } from '../../console/console-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { CameraState } from '../../perception/messages.ts';

/** A camera that is back within this time was not worth an alarm. */
const lostAfterMs = 4000;

/** What each camera does, and an alarm for one that stays away. */
export interface CameraWatch {
  status(camera: string, state: CameraState): void;
  all(): ConsoleCamera[];
  streaming(): number;
  /** Called every second. */
  check(): void;
}

interface Entry {
  camera: SiteCamera;
  status: CameraState;
  sinceWallMs: number;
  awaySinceMs: number | undefined;
  alarmed: boolean;
  /** It is back, and the alarm that may stand could not be cleared yet. */
  owesBack: boolean;
}

export function createCameraWatch(
  cameras: readonly SiteCamera[],
  clock: Clock,
  store: Pick<Store, 'transaction' | 'afterRollback'>,
  on: {
    changed(camera: ConsoleCamera): void;
    lost(camera: SiteCamera, reason: string): void;
    back(camera: SiteCamera): void;
  },
): CameraWatch {
  const entries = new Map<string, Entry>(
    cameras.map((camera) => [
      camera.id,
      {
        camera,
        status: { state: 'connecting' },
        sinceWallMs: clock.wallMs(),
        // Models load and streams open first: a camera gets a little longer after a start.
        awaySinceMs: clock.monotonicMs() + 6000,
        alarmed: false,
        owesBack: false,
      },
    ]),
  );
  const tellBack = (entry: Entry) => {
    store.transaction(() => on.back(entry.camera));
    Object.assign(entry, { owesBack: false, alarmed: false });
  };
  const setAway = (entry: Entry, state: CameraState) => {
    if (state.state === 'streaming') {
      entry.awaySinceMs = undefined;
      // Also after a restart, when an alarm of the last run may still stand.
      entry.owesBack = true;
      tellBack(entry);
    } else entry.awaySinceMs ??= clock.monotonicMs();
  };
  return {
    status: (id, state) => {
      const entry = entries.get(id);
      if (!entry) return;
      const before = entry.status;
      // "connecting" again after a loss is still the loss: the page must not flicker between the two.
      entry.status = before.state === 'lost' && state.state === 'connecting' ? before : state;
      if (before.state !== entry.status.state) entry.sinceWallMs = clock.wallMs();
      on.changed(view(entry));
      setAway(entry, state);
    },
    all: () => [...entries.values()].map(view),
    streaming: () => [...entries.values()].filter(({ status }) => status.state === 'streaming').length,
    check: () => {
      for (const entry of entries.values()) {
        if (entry.owesBack && entry.awaySinceMs === undefined) tellBack(entry);
        const away = entry.awaySinceMs !== undefined && clock.monotonicMs() - entry.awaySinceMs > lostAfterMs;
        if (!away || entry.alarmed) continue;
        const { status, sinceWallMs } = entry;
        store.afterRollback(() => void Object.assign(entry, { status, sinceWallMs, alarmed: false }));
        entry.alarmed = true;
        if (entry.status.state !== 'lost') {
          entry.status = { state: 'lost', reason: 'no-picture-yet' };
          entry.sinceWallMs = clock.wallMs();
        }
        on.changed(view(entry));
        on.lost(entry.camera, entry.status.reason);
      }
    },
  };
}

function view({ camera, status, sinceWallMs }: Entry): ConsoleCamera {
  const { id, kind, ring, name } = camera;
  return {
    id,
    kind,
    ring,
    name,
    state: status.state,
    sinceMs: sinceWallMs,
    ...(status.state === 'lost' ? { reason: status.reason } : {}),
    ...(status.state === 'streaming' ? { mime: `video/mp4; codecs="${status.codecString}"` } : {}),
  };
}
