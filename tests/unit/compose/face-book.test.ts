import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { createFaceBook } from '../../../gateway/compose/people/face-book.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import type { GalleryEntry } from '../../../gateway/perception/messages.ts';
import { createPurgeDesk } from '../../../gateway/privacy/purge-desk.ts';
import { createPurgeTable } from '../../../gateway/privacy/sqlite-purges.ts';
import { moveOut } from '../../../gateway/register/move.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const face = (n: number) => {
  const template = new Float32Array(512);
  template[n] = 1;
  return template;
};
const consent = { notice: 'v1', method: 'signed-paper', givenAt: '2026-01-01', expiresAt: '2029-01-01' } as const;
type Consent = NonNullable<SiteFile['residents'][number]['face']>['consent'];

function siteOf(people: Record<string, { photos: string[]; consent?: Partial<Consent> }>): SiteFile {
  return smallSite({
    residents: Object.entries(people).map(([id, { photos, consent: other }]) => ({
      id,
      name: id,
      home: { unit: 'b1-u1', room: '101' },
      face: { photos, consent: { ...consent, ...other } },
    })),
  });
}

/** A box whose "photos" are files that name the face in them. */
function openBox() {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-faces-'));
  const clock = fakeClock(Date.parse('2026-06-01'));
  let looked = 0;
  const start = (site: SiteFile, modelId = 'm1') => {
    const { register, store, ledger } = openTestRegister(site, { file: join(dir, 'site.db'), clock });
    let gallery: readonly GalleryEntry[] = [];
    let galleryModel: string | undefined;
    const book = createFaceBook({
      ...{ site, baseDir: dir, dataDir: dir, store, register, clock, log: quietLog },
      pool: {
        faceModelId: () => modelId,
        setGallery: (entries, model) => {
          gallery = entries;
          galleryModel = model;
        },
        enrol: async (photos) => {
          looked += photos.length;
          return { templates: photos.map((path) => face(Number(/(\d+)\.jpg$/.exec(path)![1]))), refused: [] };
        },
      },
    });
    const table = createPurgeTable(store);
    const purges = createPurgeDesk({
      ...{ store, table, register, ledger, clock, log: quietLog, metrics: createMetrics() },
      ports: [{ name: 'templates', holds: 'face', people: book.people, purge: book.remove }],
      endedPeopleKeptMs: () => Number.POSITIVE_INFINITY,
      isHeld: () => false,
      unsure: () => [],
    });
    const stop = async () => {
      book.close();
      await purges.close();
      store.close();
    };
    return {
      book,
      register,
      sweep: purges.sweep,
      receipts: () => table.list(10),
      stop,
      known: () => gallery.map(({ person }) => person),
      model: () => galleryModel,
    };
  };
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const photo = (n: number) => {
    writeFileSync(join(dir, `${n}.jpg`), `photo ${n}`);
    return `${n}.jpg`;
  };
  return { start, photo, clock, looked: () => looked };
}

test('a photo is looked at once, not at every start; a new photo is', async () => {
  const box = openBox();
  const site = siteOf({ lin: { photos: [box.photo(1), box.photo(2)] } });
  for (const starts of [1, 2]) {
    const run = box.start(site);
    await run.book.open();
    expect(run.known()).toEqual(['lin', 'lin']);
    expect(run.model()).toBe('m1');
    expect(box.looked(), `start ${starts}`).toBe(2);
    await run.stop();
  }
  const more = box.start(siteOf({ lin: { photos: [box.photo(1), box.photo(2), box.photo(3)] } }));
  await more.book.open();
  expect(box.looked()).toBe(5);
  await more.stop();
});

test('a resident who was enrolled live is known beside those with photos, also after a restart', async () => {
  const box = openBox();
  const site = siteOf({ lin: { photos: [box.photo(1)] }, wu: { photos: [] } });
  const first = box.start(site);
  await first.book.open();
  expect(first.book.addLive('wu', [face(7), face(8)])).toEqual({ kind: 'kept', alike: [] });
  expect(first.known()).toEqual(['lin', 'wu', 'wu']);
  await first.stop();
  const second = box.start(site);
  await second.book.open();
  expect(second.known().toSorted()).toEqual(['lin', 'wu', 'wu']);
  await second.stop();
});

test('somebody other than in the resident’s own photos is not enrolled under their name; look-alikes are named', async () => {
  const box = openBox();
  const run = box.start(siteOf({ lin: { photos: [box.photo(1)] }, wu: { photos: [] } }));
  await run.book.open();
  expect(run.book.addLive('lin', [face(2)])).toEqual({ kind: 'different-person' });
  expect(run.book.count('lin')).toBe(1);
  const likeLin = (share: number) => {
    const template = face(3).map((value) => value * Math.sqrt(1 - share * share));
    template[1] = share;
    return template;
  };
  expect(run.book.addLive('wu', [likeLin(0.45)])).toEqual({ kind: 'kept', alike: ['lin'] });
  await run.stop();
});

test('two people with one face: the second is refused, at a camera and by photo, and the first goes on getting in', async () => {
  const box = openBox();
  const run = box.start(
    siteOf({ lin: { photos: [box.photo(1)] }, wu: { photos: [] }, he: { photos: [box.photo(1)] } }),
  );
  await run.book.open();
  expect(run.known()).toEqual(['lin']);
  expect(run.book.addLive('wu', [face(1)])).toEqual({ kind: 'known-face', alike: ['lin'] });
  expect(run.known()).toEqual(['lin']);
  expect(run.book.count('wu')).toBe(0);
  run.stop();
});

test.each([
  ['withdrawn', { withdrawnAt: '2026-05-01' }],
  ['expired', { expiresAt: '2026-05-01' }],
])('a consent that is %s in the site file deletes what was stored', async (_, ended) => {
  const box = openBox();
  const first = box.start(siteOf({ lin: { photos: [box.photo(1)] } }));
  await first.book.open();
  first.book.addLive('lin', [face(1)]);
  await first.stop();
  const second = box.start(siteOf({ lin: { photos: [box.photo(1)], consent: ended } }));
  await second.book.open();
  expect(second.known()).toEqual([]);
  await second.sweep();
  await second.stop();
  const restored = box.start(siteOf({ lin: { photos: [] } }));
  await restored.book.open();
  expect(restored.known()).toEqual([]);
  await restored.stop();
});

test('who has moved out is forgotten at the next start, even where no camera runs', async () => {
  const box = openBox();
  const first = box.start(siteOf({ lin: { photos: [] } }));
  await first.book.open();
  first.book.addLive('lin', [face(1)]);
  await first.stop();
  const gone = box.start(siteOf({}));
  await gone.sweep();
  await gone.stop();
  const back = box.start(siteOf({ lin: { photos: [] } }));
  await back.book.open();
  expect(back.known()).toEqual([]);
  await back.stop();
});

test('a consent that ends while the gateway runs is purged without a restart', async () => {
  const box = openBox();
  const run = box.start(siteOf({ lin: { photos: [box.photo(1)], consent: { expiresAt: '2026-07-01' } } }));
  await run.book.open();
  await run.sweep();
  expect(run.receipts()).toEqual([]);
  box.clock.advance(31 * 24 * 3_600_000);
  await run.sweep();
  expect(run.book.people()).toEqual([]);
  expect(run.receipts()).toMatchObject([{ person: 'lin', cause: 'consent-expired', what: { templates: 1 } }]);
  await run.stop();
});

test('removed on request, a resident is not enrolled again from old photos, but from a newer consent', async () => {
  const box = openBox();
  const photos = [box.photo(1)];
  const first = box.start(siteOf({ lin: { photos } }));
  await first.book.open();
  expect(first.book.remove('lin')).toBe(1);
  expect(first.known()).toEqual([]);
  await first.stop();
  const second = box.start(siteOf({ lin: { photos } }));
  await second.book.open();
  expect(second.known()).toEqual([]);
  await second.stop();
  box.clock.advance(24 * 3_600_000);
  const third = box.start(siteOf({ lin: { photos, consent: { givenAt: '2026-06-02' } } }));
  await third.book.open();
  expect(third.known()).toEqual(['lin']);
  await third.stop();
});

test('with a new face model photos are enrolled anew, and who was enrolled live is listed to come again', async () => {
  const box = openBox();
  const site = siteOf({ lin: { photos: [box.photo(1)] }, wu: { photos: [] } });
  const first = box.start(site);
  await first.book.open();
  first.book.addLive('wu', [face(7)]);
  await first.stop();
  const second = box.start(site, 'm2');
  await second.book.open();
  expect(second.known()).toEqual(['lin']);
  expect(second.book.mustEnrolAgain('wu')).toBe(true);
  expect(second.book.addLive('wu', [face(7)])).toMatchObject({ kind: 'kept' });
  expect(second.book.mustEnrolAgain('wu')).toBe(false);
  await second.stop();
});

test('a consent that is withdrawn at the console ends recognition at once, the receipt counts the templates, and no restart brings them back', async () => {
  const box = openBox();
  const site = siteOf({ lin: { photos: [box.photo(1)] }, wu: { photos: [box.photo(2)] } });
  const first = box.start(site);
  await first.book.open();
  const [given] = first.register.consentsOf('lin');
  const withdrawn = { ...given!, withdrawnAtMs: box.clock.wallMs() };
  first.register.commit([{ kind: 'consent', put: withdrawn }], { actor: { kind: 'user', id: 'guard' } });
  expect(first.known()).toEqual(['wu']);
  await first.sweep();
  expect(first.book.people()).toEqual(['wu']);
  expect(first.receipts()).toMatchObject([{ person: 'lin', cause: 'consent-withdrawn', what: { templates: 1 } }]);
  await first.stop();
  const second = box.start(site);
  await second.book.open();
  expect(second.known()).toEqual(['wu']);
  await second.stop();
});

test('whoever moves out is not recognised from that moment on', async () => {
  const box = openBox();
  const run = box.start(siteOf({ lin: { photos: [box.photo(1)] } }));
  await run.book.open();
  const nowMs = box.clock.wallMs();
  run.register.commit(moveOut(run.register, { person: 'lin' }, nowMs, nowMs), { actor: { kind: 'user', id: 'desk' } });
  expect(run.known()).toEqual([]);
  await run.sweep();
  expect(run.receipts()).toMatchObject([{ person: 'lin', what: { templates: 1 } }]);
  await run.stop();
});

test('templates of a child for whom no guardian spoke, as an older version may have left them, are deleted', async () => {
  const box = openBox();
  const site = siteOf({ lin: { photos: [box.photo(1)] } });
  const run = box.start(site);
  await run.book.open();
  const person = run.register.get('person', 'lin')!;
  run.register.commit([{ kind: 'person', put: { ...person, born: '2020-01-01' } }], { actor: { kind: 'gateway' } });
  expect(run.known()).toEqual([]);
  await run.sweep();
  expect(run.receipts()).toMatchObject([{ person: 'lin', cause: 'consent-missing', what: { templates: 1 } }]);
  await run.stop();
});
