import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parseDocument } from 'yaml';
import { createParser } from '../../../devices/contracts/parse.ts';
import { SiteFile } from '../../../devices/contracts/site-file.ts';
import { Fault } from '../../kernel/fault.ts';
import { keptReading } from './kept-reading.ts';
import { type PlanImage, readPlanImage } from './plan-image.ts';
import { checkReferences } from './site-references.ts';

const maxSiteFileBytes = 32 * 1024 * 1024;
const parseSite = createParser(SiteFile);

export interface LoadedSite {
  site: SiteFile;
  /** Folder of the site file; relative paths in it start here. */
  baseDir: string;
  /** True if other users of the machine can read the secrets in it. */
  exposed: boolean;
  /** The drawing of its ground, where it has one. */
  planImage?: PlanImage;
}

/** Reads and checks a site file. Throws a Fault that names the file, the fields and what is wrong with each. */
export function loadSiteFile(path: string): LoadedSite {
  let text: string;
  let exposed: boolean;
  try {
    const { size, mode, uid, gid } = statSync(path);
    // As a package gives a service its settings: another's file that this service's group may read and not change.
    const isLent = uid !== process.getuid?.() && gid === process.getgid?.();
    if (size > maxSiteFileBytes) throw new Error(`it has ${size} bytes; at most ${maxSiteFileBytes} are read`);
    text = readFileSync(path, 'utf8');
    exposed = process.platform !== 'win32' && (mode & (isLent ? 0o004 : 0o044)) !== 0;
  } catch (cause) {
    throw new Fault('site-file-unreadable', `cannot read the site file ${path}: ${(cause as Error).message}`, {
      cause,
    });
  }
  const site = checkSite(
    keptReading(text, () => readYaml(text, path)),
    path,
  );
  const baseDir = dirname(path);
  const image = site.plan?.image;
  return {
    site,
    baseDir,
    exposed,
    ...(image !== undefined && { planImage: readPlanImage(resolveFrom(baseDir, image)) }),
  };
}

/** Parses the text of a site file; `path` only names it in errors. */
export function parseSiteText(text: string, path: string): SiteFile {
  return checkSite(readYaml(text, path), path);
}

function readYaml(text: string, path: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken) throw new Fault('site-file-invalid', `${path} is not YAML: ${broken.message.split('\n')[0]}`);
  try {
    // Aliases may repeat a node; a bomb of them is refused by the count.
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    // An alias of nothing, of itself or of too much.
    throw new Fault('site-file-invalid', `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function checkSite(decoded: unknown, path: string): SiteFile {
  const parsed = parseSite(decoded);
  if (!parsed.ok) throw new Fault('site-file-invalid', `${path}: ${nameEntry(parsed.problem, decoded)}`);
  const problems = checkReferences(parsed.value);
  if (problems.length > 0) {
    throw new Fault(
      'site-file-invalid',
      `${path} has ${problems.length} problem(s):\n  - ${problems.slice(0, 20).join('\n  - ')}`,
    );
  }
  return parsed.value;
}

/** Adds the id of the entry to a problem such as `cameras.3 must have required property ring`. */
function nameEntry(problem: string, document: unknown): string {
  const match = /^(\w+)\.(\d+)/.exec(problem);
  if (!match || typeof document !== 'object' || document === null) return problem;
  const list = (document as Record<string, unknown>)[match[1]!];
  const entry = Array.isArray(list) ? list[Number(match[2])] : undefined;
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? String(entry.id) : undefined;
  return id ? `${problem} (its id is "${id}")` : problem;
}

/** A path of the site file, absolute. */
export function resolveFrom(baseDir: string, path: string): string {
  return isAbsolute(path) ? path : join(baseDir, path);
}
