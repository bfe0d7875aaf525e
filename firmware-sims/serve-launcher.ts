import { type FromSimulation, isToSimulation, type ToSimulation } from './backchannel.ts';
import type { Log } from './log.ts';
import { createSimulation } from './simulation.ts';

/** Obeys the launcher over Node IPC; resolves when it said stop, sent a signal or is gone, with everything stopped. */
export async function serveLauncher(log: Log): Promise<void> {
  const send = (message: FromSimulation) => {
    // The launcher may go at any moment; then nobody is left to be told.
    if (process.connected) process.send?.(message, undefined, undefined, () => {});
  };
  const simulation = createSimulation({ log, say: (text) => send({ kind: 'said', text }) });

  const obey = async (message: Exclude<ToSimulation, { kind: 'stop' }>): Promise<void> => {
    switch (message.kind) {
      case 'start-cameras':
        return send({ kind: 'cameras', urls: { ...(await simulation.startCameras()) } });
      case 'start-devices':
        return send({ kind: 'devices', ...(await simulation.startDevices(message.siteFile, message.mqttPort)) });
      case 'play': {
        const report = await simulation.play(message.play);
        if (report) send({ kind: 'report', report });
      }
    }
  };
  await new Promise<void>((resolve) => {
    process.on('disconnect', resolve);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.on('message', (message: unknown) => {
      if (!isToSimulation(message)) return log.warn({}, 'a message of the launcher was not understood');
      if (message.kind === 'stop') return resolve();
      obey(message).catch((error: Error) => {
        log.warn({ request: message.kind, problem: error.message }, 'a request failed');
        log.debug({ stack: error.stack }, 'where it failed');
        send({ kind: 'failed', request: message.kind, problem: error.message });
      });
    });
    send({ kind: 'ready' });
  });
  await simulation.stop();
  send({ kind: 'stopped' });
  if (process.connected) process.disconnect();
}
