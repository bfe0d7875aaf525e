import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFault, Fault } from '../gateway/kernel/fault.ts';
import { evalFaces } from './eval/faces.ts';
import { varDir } from './eval/pictures.ts';
import { evalPlates } from './eval/plates.ts';
import { evalScenes } from './eval/scenes.ts';
import { renderReport } from './eval-report.ts';

/**
 * `npm run eval -- faces|plates|scenes DIR`: accuracy on a folder of labelled pictures, on one core. Plates and scenes carry
 * their text in the file name (`皖A12345.jpg`, also `皖A12345_2.jpg`); faces have a folder a person, which may lie in a folder
 * a group; `pairs.csv` (`a,b,same`, paths below DIR, same 1 or 0) names the pairs and `groups.csv` (`person,group`) the groups,
 * if they are there. Writes var/eval/KIND.html; the last line is one JSON object.
 */
const kinds = { faces: evalFaces, plates: evalPlates, scenes: evalScenes } as const;

async function main(): Promise<void> {
  const [kind = '', dir = ''] = process.argv.slice(2);
  if (!(kind in kinds) || !existsSync(dir)) {
    console.error(`npm run eval -- ${Object.keys(kinds).join('|')} DIR${dir && !existsSync(dir) ? `: no ${dir}` : ''}`);
    process.exitCode = 2;
    return;
  }
  const report = await kinds[kind as keyof typeof kinds](dir);
  const page = join(varDir, 'eval', `${kind}.html`);
  // The pictures in it are of people and their vehicles.
  await mkdir(join(varDir, 'eval'), { recursive: true, mode: 0o700 });
  await writeFile(page, await renderReport(report), { mode: 0o600 });
  console.log(`report: ${page}`);
  console.log(JSON.stringify(report.summary));
}

main().catch((error: unknown) => {
  console.error(error instanceof Fault ? explainFault(error) : `✗ ${(error as Error).message}`);
  process.exitCode = 1;
});
