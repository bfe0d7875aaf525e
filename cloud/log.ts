import { pino } from 'pino';

/** What the cloud logs to. Fields carry ids and counts; never tokens, passwords or bodies of events. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** JSON lines on standard error; `level` from RINGWARD_LOG, `info` by default. */
export function createLog(level = process.env.RINGWARD_LOG ?? 'info'): Log {
  return pino(
    {
      level,
      base: { part: 'cloud' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['token', 'password', 'cookie', 'authorization', '*.token', '*.password'], censor: '…' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
