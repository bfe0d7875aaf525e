import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import { credentialGuessing } from './access/credential-guessing.ts';
import { doorForced } from './access/door-forced.ts';
import { doorHeld } from './access/door-held.ts';
import { duress } from './access/duress.ts';
import { gateCall } from './access/gate-call.ts';
import { passbackViolation } from './access/passback-violation.ts';
import { personDenied } from './access/person-denied.ts';
import { personUnknown } from './access/person-unknown.ts';
import { tailgating } from './access/tailgating.ts';
import { watchListMatch } from './access/watch-list-match.ts';
import { batteryLow } from './equipment/battery-low.ts';
import { cameraLost } from './equipment/camera-lost.ts';
import { deviceBabbling } from './equipment/device-babbling.ts';
import { deviceCloned } from './equipment/device-cloned.ts';
import { deviceFault } from './equipment/device-fault.ts';
import { deviceLost } from './equipment/device-lost.ts';
import { inputFault } from './equipment/input-fault.ts';
import { logNearlyFull } from './equipment/log-nearly-full.ts';
import { networkLost } from './equipment/network-lost.ts';
import { storageDamaged } from './equipment/storage-damaged.ts';
import { storageFull } from './equipment/storage-full.ts';
import { tamper } from './equipment/tamper.ts';
import { callPoint } from './fire/call-point.ts';
import { eBikeInLift } from './fire/e-bike-in-lift.ts';
import { fire } from './fire/fire.ts';
import { fireRelease } from './fire/fire-release.ts';
import { gas } from './fire/gas.ts';
import { smoke } from './fire/smoke.ts';
import { parkingNoPlate } from './parking/parking-no-plate.ts';
import { parkingOverstay } from './parking/parking-overstay.ts';
import { parkingQuota } from './parking/parking-quota.ts';
import { parkingWrongBay } from './parking/parking-wrong-bay.ts';
import { help } from './people/help.ts';
import { noActivity } from './people/no-activity.ts';
import { patrolDeviation } from './people/patrol-deviation.ts';
import { fenceCut } from './perimeter/fence-cut.ts';
import { fenceDisarmed } from './perimeter/fence-disarmed.ts';
import { fenceShort } from './perimeter/fence-short.ts';
import { intrusion } from './perimeter/intrusion.ts';
import { lineCrossing } from './perimeter/line-crossing.ts';
import { perimeterBreach } from './perimeter/perimeter-breach.ts';
import { vibration } from './perimeter/vibration.ts';
import { crowding } from './public-area/crowding.ts';
import { fallingObject } from './public-area/falling-object.ts';
import { loitering } from './public-area/loitering.ts';
import { manhole } from './public-area/manhole.ts';
import type { Rationale, RecipientRole } from './rationale.ts';
import { fireLaneBlocked } from './vehicle/fire-lane-blocked.ts';
import { vehicleDenied } from './vehicle/vehicle-denied.ts';
import { vehicleUnknown } from './vehicle/vehicle-unknown.ts';
import { floodDanger } from './water/flood-danger.ts';
import { waterLevel } from './water/water-level.ts';

/** Why each type of alarm exists and what is done about it; a type without a file does not compile. */
export const rationales: Readonly<Record<AlarmType, Rationale>> = {
  'person-unknown': personUnknown,
  'person-denied': personDenied,
  'vehicle-unknown': vehicleUnknown,
  'vehicle-denied': vehicleDenied,
  intrusion,
  loitering,
  'line-crossing': lineCrossing,
  tailgating,
  'fire-lane-blocked': fireLaneBlocked,
  'parking-overstay': parkingOverstay,
  'parking-quota': parkingQuota,
  'parking-wrong-bay': parkingWrongBay,
  'parking-no-plate': parkingNoPlate,
  crowding,
  'e-bike-in-lift': eBikeInLift,
  'falling-object': fallingObject,
  'door-forced': doorForced,
  'door-held': doorHeld,
  smoke,
  'call-point': callPoint,
  fire,
  gas,
  manhole,
  vibration,
  'fence-cut': fenceCut,
  'fence-short': fenceShort,
  'fence-disarmed': fenceDisarmed,
  'perimeter-breach': perimeterBreach,
  'water-level': waterLevel,
  'flood-danger': floodDanger,
  help,
  'gate-call': gateCall,
  'no-activity': noActivity,
  duress,
  'credential-guessing': credentialGuessing,
  'passback-violation': passbackViolation,
  'watch-list-match': watchListMatch,
  'fire-release': fireRelease,
  'input-fault': inputFault,
  'log-nearly-full': logNearlyFull,
  tamper,
  'battery-low': batteryLow,
  'device-fault': deviceFault,
  'device-cloned': deviceCloned,
  'device-babbling': deviceBabbling,
  'patrol-deviation': patrolDeviation,
  'network-lost': networkLost,
  'storage-damaged': storageDamaged,
  'storage-full': storageFull,
  'device-lost': deviceLost,
  'camera-lost': cameraLost,
};

/** Of an alarm that a newer release has raised, before this one was put back: it is seen and handled, whatever it is. */
const ofNewerRelease: Omit<Rationale, 'type'> = {
  ...{ priority: 3, course: 'momentary', family: 'equipment' },
  cause: {
    zh: '由较新版本产生的报警，当前版本不认识',
    en: 'A newer release raised it; this one does not know what it is',
  },
  consequence: { zh: '未知', en: 'Not known' },
  response: [{ zh: '到现场查看', en: 'Go and look' }],
  required: ['acknowledge'],
  recipients: ['guard'],
  leadUnit: { zh: '值班保安', en: 'Guard on duty' },
  supportUnits: [],
};

/** The file of a type; rows of the database can be of one that this release does not know (docs/releases.md, the way back). */
export function rationaleOf(type: AlarmType): Rationale {
  const known: Rationale | undefined = rationales[type];
  return known ?? { ...ofNewerRelease, type };
}

/** Roles whose holders are told at once of an alarm of this type. */
export function recipientsOf(type: AlarmType): readonly RecipientRole[] {
  return rationaleOf(type).recipients;
}
