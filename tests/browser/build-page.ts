import { build } from 'vite';

/** Builds a page as users get it: under the test runner's own NODE_ENV it would be the development build, half as large again. */
export async function buildPage(configFile: string, outDir: string): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  } finally {
    process.env.NODE_ENV = before;
  }
}
