import type { FromPerception, ToPerception } from '../messages.ts';

type TimesOf<M extends { kind: string }> = {
  readonly [K in M['kind']]: readonly (keyof Extract<M, { kind: K }> & string)[];
};

/** Which fields of a message are points in time on its sender's machine: all others mean the same everywhere. */
export const timesFromNode: TimesOf<FromPerception> = {
  ready: [],
  failed: [],
  problem: [],
  camera: [],
  'face-sighting': ['seenAtMs', 'firstSeenAtMs'],
  'plate-sighting': ['seenAtMs', 'firstSeenAtMs'],
  'objects-sighting': ['seenAtMs'],
  'fall-sighting': ['seenAtMs'],
  'enrol-hint': [],
  'clip-chunk': [],
  'clip-end': ['fromMs', 'toMs'],
  enrolled: [],
  snapshot: [],
  video: [],
  stats: [],
};

export const timesToNode: TimesOf<ToPerception> = {
  configure: [],
  gallery: [],
  enrol: [],
  watch: [],
  snapshot: [],
  'enrol-live': [],
  'enrol-cancel': [],
  clip: ['fromMs', 'toMs'],
  scene: [],
  stop: [],
};

/** A copy in which the named fields are times of another clock. */
export function translateTimes<M extends FromPerception | ToPerception>(
  message: M,
  fields: readonly string[],
  translate: (ms: number) => number,
): M {
  if (fields.length === 0) return message;
  const times = Object.entries(message)
    .filter(([field, value]) => fields.includes(field) && typeof value === 'number')
    .map(([field, value]) => [field, translate(value as number)]);
  return { ...message, ...Object.fromEntries(times) };
}
