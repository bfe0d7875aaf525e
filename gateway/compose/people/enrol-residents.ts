import { createHash, hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { PerceptionPool } from '../../perception/pool/perception-pool.ts';
import { isLive } from '../../register/consent.ts';
import type { Register } from '../../register/register-types.ts';
import { resolveFrom } from '../../register/site/site-file.ts';
import type { PhotoSetOutcome, TemplateStore } from '../../register/sqlite-templates.ts';

export interface EnrolResidentsOptions {
  site: SiteFile;
  baseDir: string;
  register: Pick<Register, 'rights'>;
  store: TemplateStore;
  pool: Pick<PerceptionPool, 'enrol'>;
  modelId: string;
  clock: Clock;
  log: Log;
}

/** Raised whenever the choice among photos, or what makes one usable, changes: what was found before is then found anew. */
const photoRules = 1;
/** Larger files are refused by the reader of photos, too. */
const maxPhotoBytes = 32 * 1024 * 1024;

/**
 * Templates of everybody who has photos in the site file and whose consent is live. What a set of photos gave is kept in
 * the store, so that only new photos are looked at; the photos are the resident's own files and are not copied.
 */
export async function enrolResidents(options: EnrolResidentsOptions): Promise<Map<string, Float32Array[]>> {
  const { site, register, store, clock, log } = options;
  const templates = new Map<string, Float32Array[]>();
  let found = 0;
  for (const { id, face } of site.residents) {
    // Without photos: enrolled at a camera, or not yet.
    if (!face?.photos) continue;
    const consent = register.rights.faceConsent(id);
    if (!isLive(consent, clock.wallMs())) {
      log.warn({ resident: id }, 'face not enrolled: no live consent');
      continue;
    }
    if ((store.removedAtMs(id) ?? Number.NEGATIVE_INFINITY) >= consent!.givenAtMs) {
      log.info({ resident: id }, 'photos not enrolled: the templates were removed after this consent was given');
      continue;
    }
    const { outcome, known } = await enrolSet(id, face.photos, options);
    if (!known) found += face.photos.length;
    if (outcome.templates.length > 0) templates.set(id, outcome.templates);
    for (const { at, reason } of outcome.refused) {
      // Enough better ones are no trouble to anybody.
      const say = reason === 'not-needed' ? log.debug : log.warn;
      say.call(log, { resident: id, number: at + 1, reason }, 'a photo was refused for enrolment');
    }
  }
  log.info({ people: templates.size, looked: found }, 'photos enrolled');
  return templates;
}

async function enrolSet(
  person: string,
  files: readonly string[],
  { baseDir, store, pool, modelId, clock }: EnrolResidentsOptions,
): Promise<{ outcome: PhotoSetOutcome; known: boolean }> {
  const photos = files.map((photo) => resolveFrom(baseDir, photo));
  const set = await digestOf(photos);
  const known = store.photoSet(person, modelId, set);
  if (known) return { outcome: known, known: true };
  const { templates, refused } = photos.length > 0 ? await pool.enrol(photos) : { templates: [], refused: [] };
  const outcome = {
    templates,
    refused: refused.map(({ photo, reason }) => ({ at: photos.indexOf(photo), reason })),
  };
  // What went wrong here and not in the photo is worth another try at the next start.
  const lasting = refused.every(({ reason }) => reason !== 'failed');
  if (!store.fault && lasting) store.putPhotoSet(person, modelId, set, outcome, clock.wallMs());
  return { outcome, known: false };
}

/** Names the photos by what is in them, in their order. */
async function digestOf(photos: readonly string[]): Promise<string> {
  const digest = createHash('sha256').update(`rules ${photoRules}\n`);
  for (const photo of photos) digest.update(`${await photoDigest(photo)}\n`);
  return digest.digest('hex');
}

async function photoDigest(photo: string): Promise<string> {
  try {
    const { size } = await stat(photo);
    return size > maxPhotoBytes ? `too large ${size}` : hash('sha256', await readFile(photo));
  } catch {
    // Not there, or not to be read: enrolment says so, and the set changes once it is.
    return 'unreadable';
  }
}
