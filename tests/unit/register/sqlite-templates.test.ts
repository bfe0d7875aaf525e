import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { forgetTemplates, openTemplateStore } from '../../../gateway/register/sqlite-templates.ts';

const face = (n: number) => {
  const template = new Float32Array(512);
  template[n] = 1;
  return template;
};

function openSite() {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-templates-'));
  const keyPath = join(dir, 'template.key');
  let store = openStore(join(dir, 'site.db'));
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    dir,
    keyPath,
    store: () => store,
    open: () => openTemplateStore(store, keyPath),
    restart: () => {
      store.close();
      store = openStore(join(dir, 'site.db'));
      return openTemplateStore(store, keyPath);
    },
  };
}

test('who was enrolled live is known after a restart, best look first; a second enrolment takes the place of the first', () => {
  const site = openSite();
  const templates = site.open();
  templates.putLive('r-lin', 'm1', [face(9)], 1);
  templates.putLive('r-lin', 'm1', [face(3), face(1), face(2)], 2);
  templates.putLive('r-wu', 'm1', [face(4)], 2);
  const later = site.restart();
  expect(later.livePeople('m1')).toEqual(['r-lin', 'r-wu']);
  expect(later.live('r-lin', 'm1')).toEqual({ damaged: 0, templates: [face(3), face(1), face(2)] });
});

test('templates of another model are never handed out; who has only such is to be enrolled again', () => {
  const templates = openSite().open();
  templates.putLive('r-lin', 'm1', [face(1)], 1);
  templates.putLive('r-wu', 'm2', [face(2)], 1);
  templates.putPhotoSet('r-he', 'm1', 'set', { templates: [face(3)], refused: [] }, 1);
  expect(templates.livePeople('m2')).toEqual(['r-wu']);
  expect(templates.live('r-lin', 'm2')).toEqual({ damaged: 0, templates: [] });
  expect(templates.toEnrolAgain('m2')).toEqual(['r-lin']);
  expect(templates.photoSet('r-he', 'm2', 'set')).toBeUndefined();
});

test('photos seen before need not be looked at again; a changed set, or another model, must be', () => {
  const templates = openSite().open();
  const outcome = { templates: [face(1), face(2)], refused: [{ at: 2, reason: 'blurred' }] };
  templates.putPhotoSet('r-lin', 'm1', 'set-a', outcome, 1);
  expect(templates.photoSet('r-lin', 'm1', 'set-a')).toEqual(outcome);
  expect(templates.photoSet('r-lin', 'm1', 'set-b')).toBeUndefined();
  expect(templates.photoSet('r-wu', 'm1', 'set-a')).toBeUndefined();
});

test('a row that was altered or moved to somebody else lets nobody in and is counted', () => {
  const site = openSite();
  const templates = site.open();
  templates.putLive('r-lin', 'm1', [face(1)], 1);
  templates.putLive('r-wu', 'm1', [face(2)], 1);
  site.store().prepare("UPDATE face_templates SET person = 'r-wu' WHERE person = 'r-lin'").run();
  expect(templates.live('r-wu', 'm1')).toEqual({ damaged: 1, templates: [face(2)] });
});

test('a resident who withdraws is gone at once: from the answers, the database file and its log', () => {
  const site = openSite();
  const templates = site.open();
  templates.putLive('r-lin', 'm1', [face(1), face(2)], 1);
  templates.putPhotoSet('r-lin', 'm1', 'set', { templates: [face(3)], refused: [] }, 1);
  const { sealed } = site.store().prepare('SELECT sealed FROM face_templates LIMIT 1').get() as { sealed: Buffer };
  const onDisk = () =>
    readdirSync(site.dir).some((name) => readFileSync(join(site.dir, name)).includes(sealed.subarray(40, 400)));
  expect(onDisk()).toBe(true);
  expect(templates.removePerson('r-lin')).toBe(3);
  expect(templates.count('r-lin')).toBe(0);
  expect(templates.people()).toEqual([]);
  expect(onDisk()).toBe(false);
});

test('without its key nothing is read or stored, and the right key put back brings everything back', () => {
  const site = openSite();
  site.open().putLive('r-lin', 'm1', [face(1)], 1);
  renameSync(site.keyPath, `${site.keyPath}.away`);
  const locked = site.restart();
  expect(locked.fault).toMatchObject({ code: 'template-key-unusable' });
  expect(locked.live('r-lin', 'm1').templates).toEqual([]);
  expect(() => locked.putLive('r-wu', 'm1', [face(2)], 1)).toThrow(/missing/);
  writeFileSync(site.keyPath, new Uint8Array(32).fill(7));
  expect(site.restart().fault?.message).toMatch(/not the key/);
  renameSync(`${site.keyPath}.away`, site.keyPath);
  const back = site.restart();
  expect(back.fault).toBeUndefined();
  expect(back.live('r-lin', 'm1').templates).toEqual([face(1)]);
});

test('a resident can withdraw although the key is lost', () => {
  const site = openSite();
  site.open().putLive('r-lin', 'm1', [face(1)], 1);
  rmSync(site.keyPath);
  expect(site.restart().removePerson('r-lin')).toBe(1);
});

test('an operator can give all templates up, and begins with a new key', () => {
  const site = openSite();
  site.open().putLive('r-lin', 'm1', [face(1)], 1);
  const before = readFileSync(site.keyPath);
  expect(forgetTemplates(site.store(), site.keyPath)).toBe(1);
  const anew = site.restart();
  expect(anew.fault).toBeUndefined();
  expect(anew.people()).toEqual([]);
  expect(readFileSync(site.keyPath)).not.toEqual(before);
});
