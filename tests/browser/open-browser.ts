import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = process.env.RINGWARD_CHROMIUM ?? places.find((path) => existsSync(path));

/** For the name of a test that cannot run; with REQUIRE_ALL=1 nothing is skipped and opening fails instead. */
export const missingBrowser = found === undefined && process.env.REQUIRE_ALL !== '1';
export const browserNote = missingBrowser ? ' (SKIPPED: no Chromium at /usr/bin/chromium)' : '';

/** A real Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  if (found === undefined)
    throw new Error(`Chromium is missing (looked at ${places.join(', ')}) and REQUIRE_ALL=1 is set`);
  return chromium.launch({
    executablePath: found,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
}
