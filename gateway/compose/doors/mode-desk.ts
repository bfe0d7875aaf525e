import type { ConsoleMode, ConsoleModes } from '../../console/doors/door-ports.ts';
import { createFireWatch, fireWindowMs } from '../../decision/fire-watch.ts';
import { expiredModes, modePlaces, planMode, type SiteMode } from '../../decision/site-modes.ts';
import type { AccessParts } from './access-parts.ts';
import { createModeChanges } from './mode-changes.ts';
import type { ModeKeeper } from './mode-keeper.ts';
import { previewMode, refuseMode } from './mode-preview.ts';

export interface ModeDesk extends ConsoleModes {
  /** A door's fire input released it. Two controllers within a minute are a fire of the site: everything is evacuated. */
  fireAt(controller: string, ageMs: number | undefined): void;
  /** Sensors found a fire in these zones, which are evacuated until a person takes it back; without a zone the whole site. */
  fireIn(zones: readonly string[]): void;
  /** Ends what ends by itself; called every second. */
  check(): void;
}

const endedShown = 20;

/** Emergency modes: previewed, applied, shown and taken back. */
export function createModeDesk(parts: AccessParts, keeper: ModeKeeper): ModeDesk {
  const { store, clock, trust, modes, modeTable } = parts;
  const places = modePlaces(parts.site);
  const changes = createModeChanges(parts, keeper);
  const fires = createFireWatch(clock);
  const view = (mode: SiteMode): ConsoleMode => {
    const { opens, locks, rises } = planMode(places, [], mode.order);
    const touched = mode.endedAtMs === undefined ? [...opens, ...locks, ...rises] : [];
    return { ...mode, places: touched.map((place) => ({ place, ...keeper.answerOf(place) })) };
  };

  return {
    list: () => ({ standing: modes.standing().map(view), ended: modeTable.ended(endedShown).map(view) }),
    preview: async (order) => {
      const refused = refuseMode(parts, order);
      return refused ? { ok: false, code: refused } : { ok: true, preview: await previewMode(parts, order) };
    },
    apply: (order, user, reason) => {
      const refused = refuseMode(parts, order);
      return refused ? { ok: false, code: refused } : { ok: true, mode: view(changes.apply(order, { user, reason })) };
    },
    end: (id, user, reason) => {
      const mode = modes.standing().find((standing) => standing.id === id);
      if (mode) changes.end(mode, { user, reason });
      return mode !== undefined;
    },
    clock: () => {
      const problem = trust.problem();
      return { known: problem === undefined, ...(problem && { problem }) };
    },
    confirmClock: (user) =>
      store.transaction(() => {
        trust.confirm();
        parts.ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action: 'clock.confirmed' });
      }),
    fireAt: (controller, ageMs = 0) => {
      // What a controller tells an hour later is history: the door is marked, the site is not evacuated for it.
      if (ageMs > fireWindowMs) return;
      const isEvacuated = modes.standing().some(({ order }) => order.kind === 'evacuate' && !order.zones);
      if (fires.reported(controller) && !isEvacuated)
        changes.apply({ kind: 'evacuate' }, { user: undefined, reason: 'fire inputs of two doors within a minute' });
    },
    fireIn: (zones) => {
      const evacuated = modes.standing().flatMap(({ order }) => (order.kind === 'evacuate' ? [order.zones] : []));
      const isFree = (zone: string) => !evacuated.some((known) => known?.includes(zone));
      if (evacuated.includes(undefined) || (zones.length > 0 && !zones.some(isFree))) return;
      const where = zones.length > 0 ? { zones: [...zones] } : {};
      changes.apply({ kind: 'evacuate', ...where }, { user: undefined, reason: 'fire found by detectors' });
    },
    check: () => {
      if (!trust.known()) return;
      for (const mode of expiredModes(modes.standing(), clock.wallMs()))
        changes.end(mode, { user: undefined, reason: 'its end date has come' });
    },
  };
}
