export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What may be shown to somebody who is not at the site. */
export interface RedactedLine {
  time: string;
  level: LogLevel;
  message?: string;
  [field: string]: string | number | boolean | undefined;
}

export interface Redaction {
  /** Texts of the program itself. */
  words: ReadonlySet<string>;
  /** Ids of the site file: devices, cameras, doors and other components. */
  components: ReadonlySet<string>;
}

const codeFields = new Set([
  'code',
  'reason',
  'problem',
  'state',
  'outcome',
  'kind',
  'why',
  'fault',
  'mode',
  'lane',
  'signal',
]);
const componentFields = new Set([
  'device',
  'camera',
  'door',
  'barrier',
  'place',
  'node',
  'source',
  'component',
  'zone',
]);
/** Counts and measures by their whole name. */
const countFields = new Set([
  ...['count', 'attempts', 'bytes', 'waiting', 'missing', 'lost', 'dropped', 'deleted', 'expired', 'kept', 'refused'],
  ...['worker', 'status', 'restarts', 'starts', 'seconds', 'frames', 'rows', 'total', 'online', 'version', 'limit'],
]);
/** Durations only: a moment can be somebody's. */
const durationField = /^(?:took|waited|elapsed|silence|lag|delay|age|after|retry|round[A-Z][a-z]*)[A-Za-z]*Ms$/;
const errnoCode = /^(?:E[A-Z]{2,20}|ERR_[A-Z_]{2,40}|SQLITE_[A-Z_]{2,40})$/;
/** No count of this program is larger; card numbers and phone numbers are. */
const maxCount = 1e9;

const isCount = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) < maxCount;

function redactField(
  name: string,
  value: unknown,
  { words, components }: Redaction,
): string | number | boolean | undefined {
  if (codeFields.has(name) && typeof value === 'string')
    return words.has(value) || errnoCode.test(value) ? value : undefined;
  if (componentFields.has(name) && typeof value === 'string') return components.has(value) ? value : undefined;
  if ((countFields.has(name) || durationField.test(name)) && isCount(value)) return value;
  return undefined;
}

/**
 * One line of the log as it may leave the box. Nothing is taken out: a field is let through if it is listed here and its value
 * cannot be about anybody; all else is left away, and how much of it is counted.
 */
export function redactLine(
  line: { level: LogLevel; fields: object; message: string; atMs: number },
  redaction: Redaction,
): RedactedLine {
  const { level, fields, message, atMs } = line;
  const redacted: RedactedLine = { time: new Date(atMs).toISOString(), level };
  let left = 0;
  for (const [name, value] of Object.entries(fields)) {
    const shown = name === 'err' ? errorCode(value) : redactField(name, value, redaction);
    if (shown === undefined) left += 1;
    else redacted[name] = shown;
  }
  if (redaction.words.has(message)) redacted.message = message;
  else left += 1;
  if (left > 0) redacted.left = left;
  return redacted;
}

/** Of an error its code alone: what it says may repeat what somebody has typed. */
function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && errnoCode.test(code) ? code : undefined;
}
