import { createParser, type Parser } from '../contracts/parse.ts';
import type { CameraKind, DeviceKind } from '../contracts/site-file.ts';
import { barrier } from './barrier.ts';
import { callPoint } from './call-point.ts';
import { anprCamera, domeCamera, faceCamera } from './cameras.ts';
import { cardReader } from './card-reader.ts';
import type { CameraProfile, DeviceProfile } from './device-profile.ts';
import { doorController } from './door-controller.ts';
import { gas } from './gas.ts';
import { helpButton } from './help-button.ts';
import { intercom } from './intercom.ts';
import { lift } from './lift.ts';
import { manhole } from './manhole.ts';
import { parkingBay } from './parking-bay.ts';
import { smoke } from './smoke.ts';
import { vibration } from './vibration.ts';
import { waterLevel } from './water-level.ts';
import { waterMeter } from './water-meter.ts';

/** Every kind of device and camera that the gateway knows. Adding one is a file, a line here and a kind in the site file. */
export const deviceProfiles: Readonly<Record<DeviceKind, DeviceProfile>> = {
  'door-controller': doorController,
  'card-reader': cardReader,
  barrier,
  smoke,
  gas,
  manhole,
  vibration,
  'water-level': waterLevel,
  'help-button': helpButton,
  'call-point': callPoint,
  intercom,
  lift,
  'water-meter': waterMeter,
  'parking-bay': parkingBay,
};

export const cameraProfiles: Readonly<Record<CameraKind, CameraProfile>> = {
  'face-camera': faceCamera,
  'anpr-camera': anprCamera,
  'dome-camera': domeCamera,
};

export type DataParser = Parser<unknown>;

/** Somebody stands there and waits. */
const atDoors: readonly DeviceKind[] = ['door-controller', 'card-reader', 'barrier'];

/** Parsers of every event's data, compiled once, of those at doors before the first comes: `parsers.get(kind)?.get(eventType)`. */
export function compileEventParsers(): ReadonlyMap<DeviceKind, ReadonlyMap<string, DataParser>> {
  return new Map(
    Object.values(deviceProfiles).map((profile) => [
      profile.kind,
      new Map(
        Object.entries(profile.events).map(([type, event]) => [
          type,
          createParser(event.data, atDoors.includes(profile.kind)),
        ]),
      ),
    ]),
  );
}
