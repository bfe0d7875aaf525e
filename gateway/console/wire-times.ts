import type { SiteTime } from '../kernel/site-time.ts';

const isoTime = /^([1-9]\d{3}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

/**
 * A moment as people write it, ISO 8601, in epoch milliseconds; without an offset it is the clock of the site, and a day alone
 * is its first moment there. `undefined` if it is none.
 */
export function parseTime(text: string, siteTime: Pick<SiteTime, 'toMs'>): number | undefined {
  const [, day, clock = '00:00', offset] = isoTime.exec(text) ?? [];
  if (day === undefined) return undefined;
  const asUtc = Date.parse(`${day}T${clock}Z`);
  // JavaScript takes 31 February for a day of March.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== day) return undefined;
  return offset === undefined ? siteTime.toMs(`${day} ${clock}`) : Date.parse(text);
}

/** Deeper than any message of ours; what lies below is left as it is. */
const deepest = 10;

/** The same message with epoch milliseconds where a field whose name ends in `Ms` holds an ISO 8601 time. */
export function readTimes(message: unknown, siteTime: Pick<SiteTime, 'toMs'>, depth = 0): unknown {
  const isLeaf = typeof message !== 'object' || message === null || Buffer.isBuffer(message);
  if (isLeaf || depth > deepest) return message;
  if (Array.isArray(message)) return message.map((each) => readTimes(each, siteTime, depth + 1));
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => {
      if (typeof value !== 'string' || !name.endsWith('Ms')) return [name, readTimes(value, siteTime, depth + 1)];
      return [name, parseTime(value, siteTime) ?? value];
    }),
  );
}
