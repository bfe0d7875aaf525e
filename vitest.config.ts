import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // tests/packaging makes a whole Debian root, minutes long: `npm run test:packaging`.
    exclude: ['tests/bench/**', ...(process.env.TEST_PACKAGING ? [] : ['tests/packaging/**'])],
    globalSetup: 'tests/browser/build-pages.ts',
    // Real brokers, cameras and models: two cores do not gain from more than two files at a time.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // On a machine that others load a browser, a camera or a broker may take too long once: then the test is tried again, and named.
    retry: process.env.REQUIRE_ALL === '1' ? 1 : 0,
    // A second, as is usual, is little for a page on a busy machine.
    expect: { poll: { timeout: 15_000, interval: 50 } },
  },
});
