import type { parkingZh } from './parking-zh.ts';

/** Words of the vehicles inside. */
export const parkingEn: typeof parkingZh = {
  parking: {
    heading: 'Vehicles inside',
    none: 'No vehicle is inside',
    noneHint: 'The list comes from the barriers: whatever drove in and has not driven out.',
    off: 'This site does not look after parking',
    offHint: 'With "parking" in the site file the barriers keep a list of the vehicles inside.',
    unknownExits:
      'Drove out in the last 24 hours without being on the list: {{n}}. The list may be wrong, go by what you see.',
    first: 'Those with a ticket come first; {{shown}} of {{total}} are shown.',
    noPlate: 'No readable plate',
    permit: 'with a permit',
    guest: 'let in by the guard, no permit',
    unread: 'let in by the guard, no plate',
    cameIn: 'in by {{barrier}} at {{time}}',
    seen: 'last seen ',
    doubtful: 'not seen for long, may have left',
    until: 'may stay until {{time}}',
    atBay: 'at {{bay}}',
    reveal: 'Show the plate',
    revealTitle: 'Plate and holder of a vehicle',
    wholePlate: 'Plate: ',
    toHolder: 'Open the holder',
    ofVisit: 'a visitor’s vehicle',
    left: 'Has left',
    leftTitle: 'This vehicle has left',
    leftHint: 'Look on the spot first. Its tickets end with it; the correction and your reason are in the ledger.',
    leftDone: 'Taken off the vehicles inside',
  },
};
