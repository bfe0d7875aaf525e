import type { AlarmBook } from '../../alarms/alarm-book.ts';
import type { ConsoleEvidence, ConsoleExport } from '../../console/console-ports.ts';
import type { Evidence } from '../../evidence/evidence-store.ts';
import type { ExportView } from '../../evidence/export-desk.ts';

/** Clips and exports as the guard's console sees them. */
export function createEvidenceDesk(evidence: Evidence, alarms: Pick<AlarmBook, 'get'>): ConsoleEvidence {
  return {
    clip: (alarm) => evidence.clip(alarm),
    exports: () => evidence.exports.list().map(toConsoleExport),
    ask: (request) => {
      if (!alarms.get(request.alarm)) return { kind: 'refused', code: 'no-alarm' };
      const asked = evidence.exports.ask(request);
      return asked.kind === 'asked'
        ? { kind: 'asked', export: toConsoleExport(asked.export) }
        : { kind: 'refused', code: asked.kind };
    },
    download: (id, user) => evidence.exports.download(id, user),
    end: (id, user) => evidence.exports.end(id, user),
    audit: (limit) =>
      evidence.audit(limit).map(({ atMs, user, action, alarm, reason, details }) => ({
        atMs,
        user,
        action,
        details,
        ...(alarm === undefined ? {} : { alarm }),
        ...(reason === undefined ? {} : { reason }),
      })),
  };
}

function toConsoleExport(view: ExportView): ConsoleExport {
  const { finishedAtMs, problem, ...rest } = view;
  return {
    ...rest,
    ...(finishedAtMs === undefined ? {} : { finishedAtMs }),
    ...(problem === undefined ? {} : { problem }),
  };
}
