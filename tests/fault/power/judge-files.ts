import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Tree } from './disk.ts';

/** Names of what is being made and counts for nothing yet. */
const isUnfinished = (path: string) => /\.(new|part|partial)$|-fresh|-journal$/.test(path);
/** Made anew where it does not serve. */
const isRenewed = (path: string) => /(^|\/)server\.(key|pem)$/.test(path);
const isKept = (path: string) =>
  /\.(key|pem)$|(^|\/)(users|identity)\.json$/.test(path) && !isUnfinished(path) && !isRenewed(path);

/** Whatever has its name is whole: the old or the new, never empty or half. */
export function findTorn(tree: Tree): string[] {
  return [...tree].flatMap(([path, bytes]) => {
    if (!bytes || isUnfinished(path)) return [];
    try {
      if (path.endsWith('.json')) JSON.parse(bytes.toString('utf8'));
      else if (/\.(key|pem)$/.test(path)) checkKey(bytes);
      return [];
    } catch (error) {
      return [`torn: ${path}, ${bytes.length} bytes: ${(error as Error).message}`];
    }
  });
}

/** PEM, or a secret of 32 bytes, as such or as text. */
function checkKey(bytes: Buffer): void {
  if (bytes.includes('CERTIFICATE')) new X509Certificate(bytes);
  else if (bytes.includes('-----')) createPrivateKey(bytes);
  else if (bytes.length < 32) throw new Error('too short for a key');
}

/** Files without which nobody would know the box again, or get in; from when it says that it listens they stay. */
export function keptFiles(tree: Tree): Map<string, Buffer> {
  return new Map([...tree].flatMap(([path, bytes]) => (bytes && isKept(path) ? [[path, bytes]] : [])));
}

export function findLost(kept: ReadonlyMap<string, Buffer>, tree: Tree): string[] {
  return [...kept].flatMap(([path, bytes]) => {
    const now = tree.get(path);
    if (!now) return [`missing: ${path}`];
    return path.endsWith('.json') || now.equals(bytes) ? [] : [`missing: ${path} is another one`];
  });
}
