import type { EvidenceClass } from './sqlite-evidence.ts';

/** A file as retention sees it. */
export interface KeptFile {
  id: string;
  class: EvidenceClass;
  bytes: number;
  createdAtMs: number;
  expiresAtMs: number;
  held: boolean;
  /** Belongs to an alarm that no guard has taken yet. */
  open: boolean;
}

/** What goes first when room is short: the largest that tells least more; an export can be made again from its original. */
const order: Record<EvidenceClass, number> = { clip: 0, export: 1, picture: 2 };

/**
 * Which files have to go: those whose time is over, and then, while the rest is more than `maxBytes`, the oldest clips, exports
 * and pictures of alarms that were taken, and only then those of alarms that were not. What is held never goes.
 */
export function decideRetention(
  files: readonly KeptFile[],
  nowMs: number,
  maxBytes: number,
): { expired: string[]; shed: string[] } {
  const isOver = (file: KeptFile) => !file.held && file.expiresAtMs <= nowMs;
  const expired = files.filter(isOver);
  const left = files.filter((file) => !isOver(file));
  let bytes = left.reduce((sum, file) => sum + file.bytes, 0);
  const shed: string[] = [];
  const candidates = left
    .filter((file) => !file.held)
    .sort(
      (a, b) => Number(a.open) - Number(b.open) || order[a.class] - order[b.class] || a.createdAtMs - b.createdAtMs,
    );
  for (const file of candidates) {
    if (bytes <= maxBytes) break;
    shed.push(file.id);
    bytes -= file.bytes;
  }
  return { expired: expired.map(({ id }) => id), shed };
}
