import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { createParser } from '../../devices/contracts/parse.ts';
import { parseSignedKeyList, type SignedKeyList } from '../../devices/contracts/release.ts';
import { SiteFile } from '../../devices/contracts/site-file.ts';

const parseSite = createParser(SiteFile);

/** Reads a site file for its devices and cameras. Throws one sentence that names the file and the field. */
export function readSite(path: string): SiteFile {
  let document: unknown;
  try {
    document = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`the site file ${path} cannot be read: ${(error as Error).message.split('\n')[0]}`, {
      cause: error,
    });
  }
  const parsed = parseSite(document);
  if (!parsed.ok) throw new Error(`the site file ${path} is not valid: ${parsed.problem}`);
  return parsed.value;
}

/** Raw Ed25519 key, base64url. */
const keyText = /^[A-Za-z0-9_-]{43}$/;

/**
 * What whoever puts up the controllers takes along: the public key of the site, which the gateway has written beside its data.
 * `undefined` before its first start, and if the file holds something else: controllers then take no rights.
 */
export function readSiteKey(siteFile: string, { gateway }: Pick<SiteFile, 'gateway'>): string | undefined {
  const path = resolve(dirname(siteFile), gateway.data, 'site-key.pub');
  if (!existsSync(path)) return undefined;
  const key = readFileSync(path, 'utf8').trim();
  return keyText.test(key) ? key : undefined;
}

/** The same for releases of their programs: the list of keys that the site file names for the gateway. */
export function readReleaseKeys(siteFile: string, { updates }: Pick<SiteFile, 'updates'>): SignedKeyList | undefined {
  const path = updates && resolve(dirname(siteFile), updates.keys);
  if (path === undefined || !existsSync(path)) return undefined;
  try {
    const parsed = parseSignedKeyList(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    // no list: no release is believed
    return undefined;
  }
}
