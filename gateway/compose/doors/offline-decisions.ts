import type { aloneReasons } from '../../../devices/profiles/door-controller.ts';
import type { Observation } from '../../ingest/device-intake.ts';
import type { AccessParts } from './access-parts.ts';
import type { Settlement } from './access-settlement.ts';

/** `data` of a `decided-alone` event, as the profile's parser has let it through. */
interface DecidedAlone {
  method: 'card' | 'pin' | 'pass';
  outcome: 'granted' | 'denied';
  reason: (typeof aloneReasons)[number];
  credential?: string;
  duress?: boolean;
  taken?: boolean;
  rights: number;
}

/** A controller's clock may be wrong: what it dates later than now happened now at the latest. */
export const deviceTimeMs = ({ event, wallMs }: Observation & { kind: 'event' }): number =>
  Math.min(event.at ?? wallMs, wallMs);

/**
 * Takes what a controller decided while it did not hear the gateway: a passage like any other, marked as decided alone, in the
 * order in which the controller tells it. The intake has seen to it that each comes once.
 */
export function takeDecidedAlone(
  parts: AccessParts,
  { keep }: Settlement,
  observation: Observation & { kind: 'event' },
) {
  const { device, event } = observation;
  const door = parts.places.doorOfController(device.id);
  if (!door) return;
  const data = event.data as unknown as DecidedAlone;
  const { method, outcome, reason, credential, duress = false, taken } = data;
  if ((outcome === 'granted') !== (reason === 'granted')) {
    // It says both yes and no: nobody can tell what happened at the door, and the event itself is kept.
    parts.metrics.count('decided_alone_contradictory', { device: device.id });
    return;
  }
  const atMs = deviceTimeMs(observation);
  const known = credential === undefined ? undefined : parts.register.get('credential', credential);
  keep(
    {
      atMs,
      place: door.id,
      method,
      side: 'entry',
      outcome,
      reason,
      holder: known?.person ?? known?.visit,
      ...(credential !== undefined && { credential: `${method}:${credential}` }),
      alone: true,
      taken: outcome === 'granted' ? taken : undefined,
    },
    { kind: 'device', id: device.id },
    { ...(duress && { duress }) },
  );
  if (outcome === 'granted' && taken !== false) {
    if (credential !== undefined && known?.uses !== undefined) parts.uses.used(credential, door.id, atMs);
    // It does not say which way they went: who is inside is not known any more.
    parts.doors.unseen(door.id);
  }
  if (duress) parts.alarms.raise('duress', door.id, atMs);
  if (reason === 'locked-out') parts.alarms.raise('credential-guessing', door.id, atMs);
}
