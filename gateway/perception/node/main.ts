/** A perception node: looks at cameras of a site from another machine than its gateway. */
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { systemClock } from '../../kernel/clock.ts';
import { explainFault, Fault } from '../../kernel/fault.ts';
import { createLog } from '../../kernel/log.ts';
import { createRestartPolicy, defaultWorkerLimits } from '../pool/worker-process.ts';
import { type LoadedNode, loadNodeConfig } from './node-config.ts';
import type { FromNodeProcess, ToNodeProcess } from './node-process.ts';

const usage = `Ringward perception node

  npm run perception -- --config node.yaml           join the gateway and look at the cameras that it gives
  npm run perception -- --config node.yaml --check   only check the file

  node.yaml:
    broker: mqtt://gateway-host:1883   # gateway.mqtt of the site file
    site: linden                       # site.id
    id: yard-box                       # perception.nodes of the site file, as is
    secret: ...                        #   at least 20 characters: openssl rand -base64 24
    models: var/models                 # prepared by npm run build; relative to this file`;

function main(): void {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.config) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const loaded = loadNodeConfig(values.config);
  if (values.check) console.log(`${values.config} is a valid node file`);
  else keepRunning(loaded);
}

/** Runs the process that looks, and runs it again when it dies, hangs, or asks for a fresh start by ending with 0. */
function keepRunning(loaded: LoadedNode): void {
  const log = createLog();
  const limits = defaultWorkerLimits;
  const nextWaitMs = createRestartPolicy(limits, systemClock);
  if (loaded.exposed) log.warn({}, 'the file holds a secret and other users can read it: chmod 600');
  let retry: NodeJS.Timeout | undefined;
  let stopping = false;
  let end: (() => void) | undefined;

  const start = () => {
    const child = forkProcess(loaded.maxCameras);
    let problem: string | undefined;
    let aliveMs = systemClock.monotonicMs();
    const send = (message: ToNodeProcess) => child.connected && child.send(message);
    const watch = setInterval(() => {
      if (systemClock.monotonicMs() - aliveMs > limits.hungMs) child.kill('SIGKILL');
    }, 1000);
    child.on('message', (message: FromNodeProcess) => {
      aliveMs = systemClock.monotonicMs();
      if (message.kind === 'failed') problem = message.problem;
    });
    child.on('error', (error) => log.warn({ problem: error.message }, 'the process that looks'));
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      end = undefined;
      if (stopping) process.exit(0);
      // What is missing does not come by waiting.
      if (problem !== undefined) return fail(new Fault('perception-failed', problem));
      if (code !== 0) log.warn({ code, signal }, 'the process that looks has ended and is started again');
      retry = setTimeout(start, code === 0 ? 0 : nextWaitMs());
    });
    send({ kind: 'begin', node: loaded });
    end = () => {
      send({ kind: 'stop' });
      setTimeout(() => child.kill('SIGKILL'), limits.stopMs).unref();
    };
  };
  const stop = () => {
    stopping = true;
    clearTimeout(retry);
    if (end) end();
    else process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.send) process.on('disconnect', stop);
  start();
}

function forkProcess(maxCameras: number) {
  return fork(new URL('./node-process.ts', import.meta.url), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      // As for the gateway's own processes (worker-life.ts): two threads a camera, one heap for all.
      UV_THREADPOOL_SIZE: String(2 * maxCameras + 4),
      MALLOC_ARENA_MAX: '2',
    },
  });
}

function fail(error: unknown): never {
  console.error(`ringward perception node: ${explainFault(error)}`);
  process.exit(2);
}

try {
  main();
} catch (error) {
  fail(error);
}
