/** What the simulation logs to. Fields carry ids and counts only: never names, plates, card numbers or passwords. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

/** Writes one JSON line an entry through `write`; entries below `level` are left out. */
export function createLineLog(level: Level, write: (line: string) => void): Log {
  const at = (entry: Level) => (fields: object, message: string) => {
    if (levels.indexOf(entry) < levels.indexOf(level)) return;
    write(JSON.stringify({ level: entry, time: new Date().toISOString(), ...fields, msg: message }));
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const drop = () => {};

/** For whoever wants no log. */
export const silentLog: Log = { debug: drop, info: drop, warn: drop, error: drop };
