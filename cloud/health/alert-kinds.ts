/** What can be wrong with a gateway, with what its threshold counts. */
export const alertKinds = {
  /** Seconds since it was last heard. */
  offline: { unit: 's', sense: 'above', usual: 120 },
  /** Percent of its data disk that are free. */
  disk: { unit: '%', sense: 'below', usual: 10 },
  temperature: { unit: '°C', sense: 'above', usual: 80 },
  /** Seconds that its clock is off, either way. */
  clock: { unit: 's', sense: 'above', usual: 5 },
  /** Seconds that its oldest event has waited for the cloud. */
  queue: { unit: 's', sense: 'above', usual: 300 },
  /** Percent of the last 24 h that the cameras of a ring streamed. */
  cameras: { unit: '%', sense: 'below', usual: 95 },
  /** Days until its certificate ends. */
  certificate: { unit: 'd', sense: 'below', usual: 14 },
  /** Seconds for which it has not run with the settings that it should. */
  drift: { unit: 's', sense: 'above', usual: 3600 },
  /** Sequences that it issued, that were acknowledged to it, and that the cloud does not have. */
  missing: { unit: '', sense: 'above', usual: 0 },
  /** Whether it names a problem of its own; the threshold counts problems. */
  problem: { unit: '', sense: 'above', usual: 0 },
} as const satisfies Record<string, { unit: string; sense: 'above' | 'below'; usual: number }>;
export type AlertKind = keyof typeof alertKinds;
export const alertKindNames = Object.keys(alertKinds) as AlertKind[];
