import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { type GatewayProcess, openGatewayProcess } from '../fixtures/gateway-process.ts';
import { connectDevice, type MqttClient } from '../fixtures/mqtt-hand.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { createRandom, type FaultOptions, type FaultReport, type FaultSuite, reportOf } from './fault-suite.ts';

/** From the kill to the command at the door, without the moment that whoever starts it again waits. */
const limitMs = 3000;
const people = 4737;
const controllerTopic = 'sac/v1/linden/1/gate-controller';

/** A resident's card is shown until the door of a gateway that was killed and started again opens for it. */
export const fault: FaultSuite = {
  name: 'recovery',
  about: `a gateway of ${people} residents is killed and started again, and a card opens a door within ${limitMs / 1000} s`,
  run: async ({ runs = 20, seed, say }: FaultOptions): Promise<FaultReport> => {
    const random = createRandom(seed);
    const gateway = await openGatewayProcess(crowdedSite());
    const start = () => gateway.start({ env: { NODE_COMPILE_CACHE: join(gateway.dir, 'compile-cache') } });
    const tookMs: number[] = [];
    try {
      await start();
      for (let run = 0; run < runs; run += 1) {
        await openAgain(gateway, `s${run}`);
        await sleep(random.between(0, 300));
        const killedMs = performance.now();
        await gateway.kill();
        const [, opened] = await Promise.all([start(), openAgain(gateway, `k${run}`)]);
        tookMs.push(opened - killedMs);
        say(`${Math.round(tookMs.at(-1)!)} ms`);
      }
    } finally {
      await gateway.remove();
    }
    const late = tookMs.filter((ms) => ms > limitMs).length;
    const [median, most] = [percentile([...tookMs], 0.5), Math.max(...tookMs)].map(Math.round);
    const problems = late > 0 ? [`${late} of ${runs} first decisions took longer than ${limitMs} ms`] : [];
    return reportOf({ runs: tookMs.length, medianMs: median!, maxMs: most!, late }, problems);
  },
};

function crowdedSite(): SiteFile {
  const site = smallSite();
  const more = Array.from({ length: people - site.residents.length }, (_, at) => ({
    id: `r-${at}`,
    name: '何测试',
    home: { unit: at % 2 === 0 ? 'b1-u1' : 'b1-u2', room: String(1000 + (at >> 1)) },
    cards: [`uid:${(0x10000000 + at).toString(16).toUpperCase()}`],
  }));
  return { ...site, residents: [...site.residents, ...more] };
}

/** When the controller has heard the command, by `performance.now()`: both devices try until the gateway is there. */
async function openAgain({ site }: GatewayProcess, boot: string): Promise<number> {
  const port = site.gateway.mqtt!.port;
  const controller = await connectPatiently(port, 'gate-controller', 'gate-secret-1');
  const reader = await connectPatiently(port, 'gate-reader', 'reader-secret-1');
  try {
    await controller.subscribeAsync(`${controllerTopic}/cmd`, { qos: 1 });
    const opened = new Promise<number>((resolve) => {
      controller.on('message', (_topic, payload) => {
        if ((JSON.parse(payload.toString()) as { action: string }).action === 'access') resolve(performance.now());
      });
    });
    const birth = JSON.stringify({ session: boot, state: 'online' });
    await controller.publishAsync(`${controllerTopic}/availability`, birth, { qos: 1 });
    const card = JSON.stringify({ boot, seq: 1, type: 'card-presented', data: { card: 'uid:0A1B2C3D' } });
    await reader.publishAsync('sac/v1/linden/1/gate-reader/event', card, { qos: 1 });
    const tooLate = sleep(30_000).then(() => Promise.reject(new Error('no door opened within 30 s')));
    return await Promise.race([opened, tooLate]);
  } finally {
    controller.end(true);
    reader.end(true);
  }
}

async function connectPatiently(port: number, id: string, secret: string): Promise<MqttClient> {
  const givenUpMs = performance.now() + 60_000;
  for (;;) {
    try {
      return await connectDevice(port, id, secret);
    } catch (error) {
      if (performance.now() > givenUpMs) throw error;
      await sleep(20);
    }
  }
}
