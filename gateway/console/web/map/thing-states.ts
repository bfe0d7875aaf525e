import type { Priority } from '../../../../devices/contracts/alarms.ts';
import type { ConsoleAlarm, ConsoleCamera, ConsoleDevice } from '../../console-ports.ts';
import { isOpen } from '../api/apply-change.ts';
import type { Overview } from '../api/overview.ts';
import type { Plan, PlanThing } from './use-plan.ts';

/** `unknown`: never heard of since the gateway started. */
export type Tone = 'fine' | 'alarm' | 'lost' | 'unknown';

export interface ThingState {
  thing: PlanThing;
  tone: Tone;
  /** The most urgent of its open alarms. */
  priority?: Priority;
  alarms: ConsoleAlarm[];
  /** It, or what moves the door and reads its cards. */
  devices: ConsoleDevice[];
  camera?: ConsoleCamera;
}

const worst: Record<Tone, number> = { alarm: 0, lost: 1, unknown: 2, fine: 3 };

/** How everything that has a symbol of its own stands: controllers and readers count for their door. */
export function statesOf(plan: Plan, overview: Pick<Overview, 'alarms' | 'cameras' | 'devices'>): ThingState[] {
  const devices = new Map(overview.devices.map((device) => [device.id, device]));
  const cameras = new Map(overview.cameras.map((camera) => [camera.id, camera]));
  const members = Map.groupBy(plan.things, ({ id, of }) => of ?? id);
  const alarms = Map.groupBy(overview.alarms.filter(isOpen), ({ source }) => source);
  return plan.things
    .filter(({ of }) => of === undefined)
    .map((thing) => {
      const ids = [...new Set([thing.id, ...(members.get(thing.id) ?? []).map(({ id }) => id)])];
      const own = ids.flatMap((id) => devices.get(id) ?? []);
      const camera = cameras.get(thing.id);
      const raised = ids.flatMap((id) => alarms.get(id) ?? []).sort((a, b) => a.priority - b.priority);
      return {
        thing,
        tone: toneOf(raised, own, camera),
        ...(raised[0] && { priority: raised[0].priority }),
        ...(camera && { camera }),
        alarms: raised,
        devices: own,
      };
    });
}

function toneOf(alarms: readonly ConsoleAlarm[], devices: readonly ConsoleDevice[], camera?: ConsoleCamera): Tone {
  if (alarms.length > 0) return 'alarm';
  if (camera) return camera.state === 'lost' ? 'lost' : 'fine';
  if (devices.some(({ state, updating }) => state === 'lost' && !updating)) return 'lost';
  return devices.length > 0 && devices.every(({ state }) => state === 'online') ? 'fine' : 'unknown';
}

/** The abnormal first: alarms by priority, then what is lost; then as the plan has them. */
export function byUrgency(a: ThingState, b: ThingState): number {
  return worst[a.tone] - worst[b.tone] || (a.priority ?? 9) - (b.priority ?? 9) || a.thing.ring - b.thing.ring;
}
