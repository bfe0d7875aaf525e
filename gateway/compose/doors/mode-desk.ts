import type { ConsoleMode, ConsoleModes } from '../../console/doors/door-ports.ts';
import { createFireInputs, fireWindowMs } from '../../decision/fire-inputs.ts';
import { expiredModes, modePlaces, planMode, type SiteMode } from '../../decision/site-modes.ts';
import type { AccessParts } from './access-parts.ts';
import { createModeChanges } from './mode-changes.ts';
import type { ModeKeeper } from './mode-keeper.ts';
import { previewMode, refuseMode } from './mode-preview.ts';

export interface ModeDesk extends ConsoleModes {
  /** A door's fire input released it. Two controllers within a minute are a fire of the site: everything is evacuated. */
  fireAt(controller: string, ageMs: number | undefined): void;
  /** Whether a controller's fire input stands, by what it reports of itself now. */
  fireStands(controller: string, stands: boolean): void;
  /**
   * Sensors found a fire in these zones, which are evacuated until a person takes it back; without a zone the whole site. On disk
   * with the transaction that is open.
   */
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
  const fires = createFireInputs(store, clock);
  /** From the table and not from the book, which learns of a mode only after the commit. */
  const evacuated = () => modeTable.standing().flatMap(({ order }) => (order.kind === 'evacuate' ? [order.zones] : []));
  const judgeFire = () => {
    const reason = fires.judge();
    if (!reason) return;
    try {
      store.transaction(() => {
        if (!evacuated().includes(undefined)) changes.apply({ kind: 'evacuate' }, { user: undefined, reason });
        fires.answered();
      });
    } catch (err) {
      // what else this second has to do is not lost with it, and it is asked again in the next
      parts.metrics.count('evacuations_failed');
      parts.log.error({ err }, 'the site could not be evacuated; it is tried again in a second');
    }
  };
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
      return { known: problem === undefined, ...(problem && { problem, nowMs: trust.nowMs() }) };
    },
    confirmClock: (user) =>
      store.transaction(() => {
        trust.confirm();
        parts.ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action: 'clock.confirmed' });
      }),
    fireAt: (controller, ageMs = 0) => {
      // What a controller tells an hour later is history: whether it stands, its next report says.
      if (ageMs > fireWindowMs) return;
      fires.began(controller, ageMs);
      judgeFire();
    },
    fireStands: (controller, stands) => (stands ? fires.stands(controller) : fires.ended(controller)),
    fireIn: (zones) => {
      const known = evacuated();
      const isFree = (zone: string) => !known.some((others) => others?.includes(zone));
      if (known.includes(undefined) || (zones.length > 0 && !zones.some(isFree))) return;
      const where = zones.length > 0 ? { zones: [...zones] } : {};
      changes.apply({ kind: 'evacuate', ...where }, { user: undefined, reason: 'fire found by detectors' });
    },
    check: () => {
      store.transaction(judgeFire);
      if (!trust.known()) return;
      for (const mode of expiredModes(modes.standing(), clock.wallMs()))
        changes.end(mode, { user: undefined, reason: 'its end date has come' });
    },
  };
}
