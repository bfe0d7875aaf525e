import type { Log } from '../../kernel/log.ts';

type Listener = ((...said: never[]) => void) | undefined;

/** The same listeners, none of which throws: a sighting that a full disk refuses must not end the process that hears of it. */
export function hearSafely<On extends { [Name in keyof On]: Listener } & { failed?(error: unknown): void }>(
  on: On,
  log: Log,
): On {
  const safe = Object.entries<Listener>(on).map(([name, listener]) => {
    const hear = (...said: never[]) => {
      try {
        listener?.(...said);
      } catch (error) {
        log.error({ err: error, heard: name }, 'what a camera process said had no effect');
        on.failed?.(error);
      }
    };
    return [name, hear];
  });
  return Object.fromEntries(safe) as On;
}
