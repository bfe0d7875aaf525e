import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-exports-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(exports: unknown) {
  const config = join(folder, 'cloud.yaml');
  writeFileSync(config, JSON.stringify({ exports }));
  return loadCloudConfig({ config }).exports;
}

test('without a word in the configuration shares reach the internet only, and wait three days before they pause', () => {
  expect(load(undefined)).toEqual({ hosts: [], leaseMs: 30_000, pauseAfterMs: 3 * 86_400_000 });
  expect(load({ hosts: ['platform.city:8080'], leaseSeconds: 5, pauseAfterHours: 1 })).toEqual({
    ...{ hosts: ['platform.city:8080'], leaseMs: 5000, pauseAfterMs: 3_600_000 },
  });
});

test('a host that is none, a lease of nothing and a word that is not known are refused by name', () => {
  expect(() => load({ hosts: ['http://platform.city/'] })).toThrow(/exports\.hosts\.0/);
  expect(() => load({ leaseSeconds: 0 })).toThrow(/exports\.leaseSeconds/);
  expect(() => load({ everything: true })).toThrow(/everything/);
});
