import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Before a run that may open a page: builds those whose sources have changed, as `npm start` does. */
export default function buildPages(): void {
  const files = process.argv.slice(3).filter((word) => word.includes('tests/'));
  if (files.length > 0 && !files.some((file) => /tests\/?$|browser/.test(file))) return;
  const prepare = join(import.meta.dirname, '../../scripts/prepare.mjs');
  // Under the test runner's own NODE_ENV it would be the development build, half as large again.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status } = spawnSync(process.execPath, [prepare, '--web'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the pages cannot be built: npm run build says why');
}
