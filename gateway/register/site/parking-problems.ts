import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { isPlate, normalisePlate } from '../plate-text.ts';

/** What is wrong with the settings of parking. Plates are not repeated here: what is said of a site file goes into logs. */
export function parkingProblems({ parking, barriers, devices }: SiteFile): string[] {
  const bays = devices.filter(({ kind }) => kind === 'parking-bay');
  const unreadable = bays
    .filter(({ plates = [] }) => plates.some((plate) => !isPlate(normalisePlate(plate))))
    .map(({ id }) => `"${id}" names a plate that is none; write it like 粤B12345`);
  if (!parking) return unreadable;
  const missing = (['in', 'out'] as const).filter((way) => !barriers.some(({ direction }) => direction === way));
  const { unseenHours = 24, forgetDays = 14 } = parking;
  return [
    ...unreadable,
    ...missing.map(
      (way) => `parking needs a barrier of direction "${way}": without it nobody knows which vehicles are inside`,
    ),
    ...(unseenHours >= forgetDays * 24
      ? [
          'parking.unseenHours must be shorter than parking.forgetDays: a vehicle would be forgotten before it is doubted',
        ]
      : []),
  ];
}
