import type { SiteFile } from '../../../devices/contracts/site-file.ts';

/** What is wrong with the settings of sensors, and with which zones lie beside each other. */
export function sensorProblems(site: SiteFile): string[] {
  const units = new Set(site.units.map(({ id }) => id));
  const zones = new Set(site.zones.map(({ id }) => id));
  return [
    ...site.zones.flatMap(({ id, next = [] }) =>
      next
        .filter((other) => other === id || !zones.has(other))
        .map((other) => `the zone "${id}" names "${other}" as next to it, which is no other zone`),
    ),
    ...site.devices.flatMap(({ id, kind, home, limits, inactivity, plates }) => [
      ...(home && !units.has(home.unit) ? [`"${id}" names the unit "${home.unit}", which is not among units`] : []),
      ...(limits && kind !== 'water-level' ? [`"${id}" is no water level sensor and cannot have "limits"`] : []),
      ...(limits?.highHigh !== undefined && limits.highHigh <= limits.high
        ? [`the limits of "${id}" must have "highHigh" above "high"`]
        : []),
      ...(inactivity && !(kind === 'water-meter' && home)
        ? [`"${id}" has "inactivity", which is for a water meter with "home"`]
        : []),
      ...(plates && kind !== 'parking-bay' ? [`"${id}" is no parking bay and cannot have "plates"`] : []),
    ]),
  ];
}
