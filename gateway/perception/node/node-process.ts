/**
 * The process of a perception node that looks and speaks: forked by main.ts, and of no use by itself. A crash in a decoder
 * or a model ends this process, and main.ts starts another.
 */
import { systemClock } from '../../kernel/clock.ts';
import { createLog } from '../../kernel/log.ts';
import { giveWay } from '../give-way.ts';
import { createPerceptionProcess, type PerceptionProcess } from '../perception-process.ts';
import { type MqttWay, openMqttWay } from './mqtt-way.ts';
import type { LoadedNode } from './node-config.ts';
import { createPerceptionNode, type PerceptionNode } from './perception-node.ts';

/** What a node's two processes tell each other. */
export type ToNodeProcess = { kind: 'begin'; node: LoadedNode } | { kind: 'stop' };
export type FromNodeProcess = { kind: 'alive' } | { kind: 'failed'; problem: string };

if (!process.send) {
  process.stderr.write('node-process.ts is started by main.ts: npm run perception -- --config node.yaml\n');
  process.exit(2);
}

giveWay();

const log = createLog();
let running: { node: PerceptionNode; way: MqttWay; eyes: PerceptionProcess | undefined } | undefined;
let stopping = false;

function tell(message: FromNodeProcess): void {
  if (process.connected) process.send?.(message);
}

function begin({ config, modelsDir, maxCameras }: LoadedNode): void {
  const identity = { site: config.site, node: config.id, secret: config.secret };
  const node = createPerceptionNode({
    identity,
    modelsDir,
    maxCameras,
    clock: systemClock,
    log,
    createEyes: (send) => {
      const eyes = createPerceptionProcess({
        clock: systemClock,
        send: (message, sent) => {
          if (message.kind === 'failed') tell({ kind: 'failed', problem: message.problem });
          send(message, sent);
        },
        onFailed: () => void stop(1),
        onStop: () => void stop(0),
      });
      running!.eyes = eyes;
      return eyes;
    },
    on: {
      joined: () => {
        way.proved();
        log.info({ node: config.id }, 'joined the gateway');
      },
      outdated: (reason) => {
        log.info({ reason }, 'beginning anew');
        void stop(0);
      },
    },
  });
  const way = openMqttWay({
    broker: config.broker,
    identity,
    log,
    on: { connected: node.connected, frame: node.receive, disconnected: node.disconnected },
  });
  running = { node, way, eyes: undefined };
  setInterval(() => tell({ kind: 'alive' }), 2000);
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  running?.node.stop();
  await running?.way.close();
  if ((await running?.eyes?.stop()) !== false) process.exit(code);
  // A thread hangs in the network. A normal exit would wait for it.
  process.kill(process.pid, 'SIGKILL');
}

process.on('message', (message: ToNodeProcess) => {
  if (message.kind === 'begin') begin(message.node);
  else void stop(0);
});
process.on('disconnect', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
// Ctrl-C reaches the whole group; main.ts stops us.
process.on('SIGINT', () => {});
