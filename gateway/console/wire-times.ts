const isoTime = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * A moment as people write it, ISO 8601, in epoch milliseconds; without an offset it is the clock of the site, and a day alone
 * is its first moment there. `undefined` if it is none.
 */
export function parseTime(text: string, timeZone: string): number | undefined {
  const [, day, clock, offset] = isoTime.exec(text) ?? [];
  if (day === undefined) return undefined;
  const asUtc = Date.parse(`${day}T${clock ?? '00:00'}Z`);
  // JavaScript takes 31 February for a day of March.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== day) return undefined;
  if (offset !== undefined) return Date.parse(text);
  // The offset of a zone is known for a moment only: ask for the one nearby, then for the one found.
  const nearby = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(nearby, timeZone);
}

function offsetMs(atMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Deeper than any message of ours; what lies below is left as it is. */
const deepest = 10;

/** The same message with epoch milliseconds where a field whose name ends in `Ms` holds an ISO 8601 time. */
export function readTimes(message: unknown, timeZone: string, depth = 0): unknown {
  const isLeaf = typeof message !== 'object' || message === null || Buffer.isBuffer(message);
  if (isLeaf || depth > deepest) return message;
  if (Array.isArray(message)) return message.map((each) => readTimes(each, timeZone, depth + 1));
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => {
      if (typeof value !== 'string' || !name.endsWith('Ms')) return [name, readTimes(value, timeZone, depth + 1)];
      return [name, parseTime(value, timeZone) ?? value];
    }),
  );
}
