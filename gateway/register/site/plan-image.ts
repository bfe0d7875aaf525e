import { readFileSync, statSync } from 'node:fs';
import { Fault } from '../../kernel/fault.ts';

const maxBytes = 5 * 1024 * 1024;

export interface PlanImage {
  type: 'image/png' | 'image/jpeg' | 'image/svg+xml';
  bytes: Uint8Array;
}

/** By its first bytes: names of files say little. */
function typeOf(bytes: Buffer): PlanImage['type'] | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  const head = bytes
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return /^(<\?xml|<!--|<!DOCTYPE svg|<svg)/i.test(head) && bytes.includes('<svg') ? 'image/svg+xml' : undefined;
}

/** The drawing of a site's ground. Throws Fault `site-file-invalid` where it cannot be read, is too large or is no picture. */
export function readPlanImage(path: string): PlanImage {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > maxBytes) throw new Error(`it has ${size} bytes; at most ${maxBytes} are taken`);
    bytes = readFileSync(path);
  } catch (cause) {
    const { message } = cause as Error;
    throw new Fault('site-file-invalid', `plan.image: cannot read ${path}: ${message}`, { cause });
  }
  const type = typeOf(bytes);
  if (!type) throw new Fault('site-file-invalid', `plan.image: ${path} is neither PNG, JPEG nor SVG`);
  return { type, bytes };
}
