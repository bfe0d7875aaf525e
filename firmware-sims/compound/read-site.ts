import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createParser } from '../../devices/contracts/parse.ts';
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
