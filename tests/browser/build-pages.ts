import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Before the first browser test of a run: builds the pages whose sources have changed, as `npm start` does. */
export default function buildPages(): void {
  const prepare = join(import.meta.dirname, '../../scripts/prepare.mjs');
  const { status } = spawnSync(process.execPath, [prepare, '--web'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the pages cannot be built: npm run build says why');
}
