/**
 * A perception process: forked by perception-pool.ts with `serialization: 'advanced'`, and of no use by itself.
 * A crash in a decoder or a model ends this process and no other.
 */
import { systemClock } from '../kernel/clock.ts';
import { endFirst } from './end-first.ts';
import { giveWay } from './give-way.ts';
import { createPerceptionProcess } from './perception-process.ts';

if (!process.send) {
  process.stderr.write('worker.ts is started by the gateway, not by hand: npm run gateway -- --config site.yaml\n');
  process.exit(2);
}

giveWay();
endFirst();

const perception = createPerceptionProcess({
  clock: systemClock,
  send: (message, sent) => {
    // The gateway may be gone; then this process ends too, by 'disconnect'.
    if (process.connected) process.send?.(message, undefined, undefined, () => sent?.());
    else sent?.();
  },
  onFailed: () => process.exit(1),
  onStop: () => void stop(),
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (await perception.stop()) process.exit(0);
  // A thread hangs in the network. A normal exit would wait for it.
  process.kill(process.pid, 'SIGKILL');
}

process.on('message', (message) => perception.receive(message));
process.on('disconnect', () => void stop());
process.on('SIGTERM', () => void stop());
// Ctrl-C reaches the whole group; the gateway stops us in its own order.
process.on('SIGINT', () => {});
