import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { GalleryEntry } from '../perception/messages.ts';
import type { PerceptionPool } from '../perception/perception-pool.ts';
import { isLive, type RegisterView } from '../register/register.ts';
import { resolveFrom } from '../register/site-file.ts';

/**
 * Templates of everybody who has photos in the site file and whose consent is live. Templates stay in memory;
 * the photos are the resident's own files and are not copied.
 */
export async function enrolResidents(
  site: SiteFile,
  baseDir: string,
  register: RegisterView,
  pool: PerceptionPool,
  clock: Clock,
  log: Log,
): Promise<GalleryEntry[]> {
  const entries: GalleryEntry[] = [];
  for (const { id, face } of site.residents) {
    if (!face) continue;
    if (!isLive(register.faceConsent(id), clock.wallMs())) {
      log.warn({ resident: id }, 'face not enrolled: no live consent');
      continue;
    }
    const { templates, refused } = await pool.enrol(face.photos.map((photo) => resolveFrom(baseDir, photo)));
    entries.push(...templates.map((template) => ({ person: id, template })));
    for (const { reason } of refused) log.warn({ resident: id, reason }, 'a photo was refused for enrolment');
  }
  log.info({ people: new Set(entries.map(({ person }) => person)).size, templates: entries.length }, 'faces enrolled');
  return entries;
}
