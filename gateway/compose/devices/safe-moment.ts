import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Alarm } from '../../alarms/alarm.ts';

export interface SafeMomentOptions {
  site: Pick<SiteFile, 'devices' | 'doors' | 'barriers'>;
  /** Kinds of the emergency modes that stand. */
  modes(): readonly string[];
  /** Alarms that are open. */
  alarms(): readonly Pick<Alarm, 'type' | 'source' | 'active' | 'drill'>[];
  isOnline(device: string): boolean;
}

export type Emergency = 'fire' | 'evacuation' | 'lockdown';

/** When something that people's safety hangs on may be away for a moment. */
export interface SafeMoment {
  /** Nothing is switched or started anew while this stands; `undefined`: nothing stands. */
  emergency(): Emergency | undefined;
  /** Why this device cannot be done without now. */
  hindrance(device: string): string | undefined;
}

const fires: readonly AlarmType[] = ['fire', 'smoke', 'call-point', 'fire-release'];

export function createSafeMoment({ site, modes, alarms, isOnline }: SafeMomentOptions): SafeMoment {
  const placesOf = (device: string) => {
    const known = site.devices.find(({ id }) => id === device);
    const doors = site.doors.filter(({ id, controller }) => controller === device || id === known?.door);
    const barriers = site.barriers.filter(({ controller }) => controller === device);
    // an alarm names whatever has raised it: the controller, and some the door or the barrier
    return { doors, ids: [device, ...[...doors, ...barriers].flatMap(({ id, controller }) => [id, controller])] };
  };
  /** A door of one entrance: people take the other one meanwhile, so it has to be there. */
  const hasOtherWay = (device: string) =>
    placesOf(device).doors.every(({ id, ring, zone }) => {
      const others = site.doors.filter((door) => door.id !== id && door.ring === ring && door.zone === zone);
      return others.length === 0 || others.some(({ controller }) => isOnline(controller));
    });
  const emergency = (): Emergency | undefined => {
    const standing = modes();
    if (standing.includes('evacuate')) return 'evacuation';
    if (alarms().some(({ type, active, drill }) => active && !drill && fires.includes(type))) return 'fire';
    return standing.includes('lockdown') ? 'lockdown' : undefined;
  };
  return {
    emergency,
    hindrance(device) {
      const { ids } = placesOf(device);
      const isAlarmed = alarms().some(({ source, active }) => active && ids.includes(source));
      return (
        emergency() ??
        (isAlarmed ? 'an alarm stands at it' : undefined) ??
        (hasOtherWay(device) ? undefined : 'the other door of its entrance is away')
      );
    },
  };
}
