import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { openBrowser } from './open-browser.ts';

const made = join(import.meta.dirname, '../../var');
/** The two pages as users get them; `build-pages.ts` brings them up to date before the first test. */
export const guardWeb = join(made, 'web/gateway');
export const operatorWeb = join(made, 'web/cloud');
/** Pictures of the pages, kept for whoever wants to look. */
export const shots = join(made, 'shots');
mkdirSync(shots, { recursive: true });

export type TestBrowser = Pick<Browser, 'newContext' | 'newPage'>;

/** One Chromium for the tests of a file, started when the first of them opens a page. */
export function browserOfFile(): TestBrowser {
  let started: Promise<Browser> | undefined;
  const start = () => (started ??= openBrowser());
  afterAll(async () => (await started)?.close());
  return {
    newContext: async (options) => (await start()).newContext(options),
    newPage: async (options) => (await start()).newPage(options),
  };
}

/** A folder for the tests of a file, gone after them. */
export function folderOfFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-page-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
