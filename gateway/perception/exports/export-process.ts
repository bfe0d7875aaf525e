/**
 * An export process: forked by export-runner.ts for one picture or clip, and of no use by itself. Reads the original, hides
 * every face and number plate but those of the persons and vehicles concerned, and writes a new file.
 */
import { constants } from 'node:os';
import { endFirst } from '../end-first.ts';
import { giveWay } from '../give-way.ts';
import { type FromExport, parseExportJob } from './export-job.ts';
import { exportClip, exportPicture } from './export-media.ts';

if (!process.send) {
  process.stderr.write('export-process.ts is started by the gateway, not by hand\n');
  process.exit(2);
}

// An export can wait; cameras and doors cannot.
giveWay(constants.priority.PRIORITY_LOW);
endFirst();

// What it writes is for the gateway's user alone.
process.umask(0o077);

const send = (message: FromExport, sent?: () => void) => {
  if (process.connected) process.send?.(message, undefined, undefined, () => sent?.());
  else sent?.();
};
const finish = (message: FromExport) => send(message, () => process.exit(message.kind === 'done' ? 0 : 1));

process.once('message', async (message) => {
  const parsed = parseExportJob(message);
  if (!parsed.ok) return finish({ kind: 'failed', problem: parsed.problem });
  try {
    const work = parsed.value.media === 'clip' ? exportClip : exportPicture;
    await work(parsed.value, (part) => send({ kind: 'progress', part }));
    finish({ kind: 'done' });
  } catch (error) {
    finish({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the gateway ends us in its own order.
process.on('SIGINT', () => {});
