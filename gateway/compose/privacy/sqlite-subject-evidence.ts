import type { Store } from '../../kernel/sqlite-store.ts';
import type { ExportedEvidence } from '../../privacy/subject-export.ts';

/**
 * Pictures and films that were kept of the moments at which somebody was refused: an alarm and the decision that raised it have
 * one place and one time. Open it after decisions, alarms and evidence, whose tables it reads. Newest first, at most 1000.
 */
export function createSubjectEvidence(store: Store): (person: string) => ExportedEvidence[] {
  const find = store.prepare(
    `SELECT DISTINCT evidence.id, evidence.class AS kind, evidence.camera AS source, evidence.from_ms AS atMs
     FROM decisions
     JOIN alarms ON alarms.raised_at_ms = decisions.at_ms AND alarms.source = decisions.place
     JOIN evidence_alarms ON evidence_alarms.alarm = alarms.id
     JOIN evidence ON evidence.id = evidence_alarms.evidence
     WHERE decisions.holder = ? AND evidence.state = 'kept'
     ORDER BY evidence.from_ms DESC LIMIT 1000`,
  );
  return (person) => find.all(person) as ExportedEvidence[];
}
