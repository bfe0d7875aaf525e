import { pino } from 'pino';

/** What rooms log to. Fields carry ids and counts; never names, plates, faces, tokens, or URLs with a password. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Fields that must not reach a log even when somebody passes a whole object by mistake. */
const secretFields = ['plate', 'name', 'card', 'secret', 'token', 'password', 'template', 'url', 'photo', 'photos'];
const credentials = /(\w+:\/\/)[^\s/@]+@/g;

/** Structured log on standard error; `level` from RINGWARD_LOG, `info` by default. */
export function createLog(level = process.env.RINGWARD_LOG ?? 'info'): Log & { level: string } {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '…' },
      serializers: {
        err: (error: Error) => ({ message: redactUrls(error.message), stack: redactUrls(error.stack ?? '') }),
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Takes user and password out of every URL in a text. */
export function redactUrls(text: string): string {
  return text.replaceAll(credentials, '$1…@');
}
