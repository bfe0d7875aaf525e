import { Readable } from 'node:stream';
import type {
  ConsoleAlarm,
  ConsoleAuditEntry,
  ConsoleEvidence,
  ConsoleExport,
  ConsoleFile,
} from '../../../gateway/console/console-ports.ts';

/** Stands for a film: no player is fed with it. */
export const filmBytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);

const fileOf = (name: string): ConsoleFile => ({
  bytes: filmBytes.length,
  type: 'video/mp4',
  name,
  stream: (start, end) => Readable.from([Buffer.from(filmBytes.subarray(start, end + 1))]),
});

/** Clips and exports held in memory: an alarm whose clip is `ready` has one, and an export is ready at once. */
export function createHandFedEvidence(alarmOf: (id: string) => ConsoleAlarm | undefined): ConsoleEvidence {
  const exports = new Map<string, ConsoleExport>();
  const audit: ConsoleAuditEntry[] = [];
  const note = (user: string, action: string, { alarm, reason, id }: ConsoleExport) =>
    void audit.unshift({ atMs: Date.now(), user, action, alarm, reason, details: { export: id } });
  const clip: ConsoleEvidence['clip'] = (id) => (alarmOf(id)?.clip === 'ready' ? fileOf('clip.mp4') : undefined);
  return {
    clip,
    exports: () => [...exports.values()].reverse(),
    ask: (request) => {
      if (!alarmOf(request.alarm)) return { kind: 'refused', code: 'no-alarm' };
      if (!clip(request.alarm)) return { kind: 'refused', code: 'no-evidence' };
      if (exports.size >= 5) return { kind: 'refused', code: 'too-many-exports' };
      const id = `export${exports.size}`;
      const atMs = Date.now();
      const made: ConsoleExport = {
        ...request,
        id,
        askedAtMs: atMs,
        finishedAtMs: atMs,
        state: 'ready',
        progress: 1,
        bytes: filmBytes.length,
        expiresAtMs: atMs + 1000,
      };
      exports.set(id, made);
      note(request.user, 'export.asked', made);
      return { kind: 'asked', export: made };
    },
    download: (id, user) => {
      const found = exports.get(id);
      if (found) note(user, 'export.downloaded', found);
      return found && fileOf(`${found.what}-gate.mp4`);
    },
    end: (id, user) => {
      const found = exports.get(id);
      if (!found) return 'not-found';
      note(user, 'export.deleted', found);
      exports.delete(id);
      return 'deleted';
    },
    audit: (limit) => audit.slice(0, limit),
  };
}
