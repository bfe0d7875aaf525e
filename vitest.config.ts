import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Real brokers, cameras and models: two cores do not gain from more than two files at a time.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'browser', include: ['tests/browser/*.test.ts'], globalSetup: 'tests/browser/build-pages.ts' },
      },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['tests/**/*.test.ts'],
          // tests/packaging makes a whole Debian root, minutes long: `npm run test:packaging`.
          exclude: [
            'tests/browser/**',
            'tests/bench/**',
            ...(process.env.TEST_PACKAGING ? [] : ['tests/packaging/**']),
          ],
        },
      },
    ],
  },
});
