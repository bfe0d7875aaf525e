import type { Log } from '../../../gateway/kernel/log.ts';

export interface SilentLog extends Log {
  /** Everything that was said, as one text. */
  text(): string;
}

/** A log that says nothing and keeps everything. */
export function silentLog(): SilentLog {
  const lines: string[] = [];
  const keep = (level: string) => (fields: object, message: string) => {
    const shown = JSON.stringify(fields, (_key, value) =>
      value instanceof Error ? `${value.message} ${value.stack}` : value,
    );
    lines.push(`${level} ${message} ${shown}`);
  };
  return {
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    text: () => lines.join('\n'),
  };
}
