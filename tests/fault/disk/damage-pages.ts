import { closeSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import type { Random } from '../fault-suite.ts';

const pageBytes = 4096;
export const damageKinds = ['zeroed', 'garbage', 'misplaced', 'cut-off'] as const;
export type DamageKind = (typeof damageKinds)[number];

/** What bad disks and half-done writes do to whole sectors of 4 KiB. Returns what it did, for whoever runs it again. */
export function damagePages(file: string, random: Random, kind: DamageKind, count: number): string {
  const pages = statSync(file).size / pageBytes;
  const handle = openSync(file, 'r+');
  try {
    if (kind === 'cut-off') {
      const left = Math.max(1, pages - count);
      ftruncateSync(handle, left * pageBytes);
      return `${kind} ${left} of ${pages}`;
    }
    const hit = Array.from({ length: count }, () => random.between(0, pages - 1));
    for (const page of hit) {
      const bytes = Buffer.alloc(pageBytes);
      if (kind === 'garbage') for (let at = 0; at < pageBytes; at += 1) bytes[at] = random.between(0, 255);
      if (kind === 'misplaced') readSync(handle, bytes, 0, pageBytes, random.between(0, pages - 1) * pageBytes);
      writeSync(handle, bytes, 0, pageBytes, page * pageBytes);
    }
    return `${kind} ${hit.map((page) => page + 1).join(',')} of ${pages}`;
  } finally {
    closeSync(handle);
  }
}
