import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { ConsoleAlarm } from '../../gateway/console/console-ports.ts';
import { runGateway } from '../fixtures/run-gateway.ts';
import { smallSite } from '../fixtures/small-site.ts';

const sensors = Array.from({ length: 5 }, (_, at) => ({ id: `fence-${at}`, secret: `fence-secret-${at}` }));
const roundsASecond = 5;

function shakenSite(): SiteFile {
  const site = smallSite();
  for (const { id, secret } of sensors) {
    site.devices.push({ id, secret, kind: 'vibration', ring: 1, zone: 'gate', name: { zh: id, en: id } });
  }
  return site;
}

/**
 * A storm at the fence: `npm run bench -- burst [MESSAGES] [SECONDS]`, 5,000 in 60 if left out, over real MQTT from five sensors of
 * one zone that come and go. What the guard's list shows of it, and whether every message was counted.
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const messages = Number(args[0] ?? 5000);
  const seconds = Number(args[1] ?? 60);
  const running = await runGateway(shakenSite());
  try {
    const devices = await Promise.all(sensors.map(({ id }) => running.device(id)));
    const beganMs = performance.now();
    const sent = { detected: 0, ended: 0 };
    const rounds = seconds * roundsASecond;
    for (let round = 1; round <= rounds; round += 1) {
      const target = Math.round((messages * round) / rounds);
      const waiting: Promise<void>[] = [];
      while (sent.detected + sent.ended < target) {
        const n = sent.detected + sent.ended;
        // Each sensor says twice that it shakes, then that it does not.
        const seq = Math.floor(n / sensors.length) + 1;
        const isEnd = seq % 3 === 0;
        sent[isEnd ? 'ended' : 'detected'] += 1;
        const device = devices[n % sensors.length]!;
        const shake = { cause: 'climb', strength: 0.6 };
        waiting.push(isEnd ? device.event(seq, 'vibration-ended') : device.event(seq, 'vibration-detected', shake));
      }
      await Promise.all(waiting);
      await sleep(Math.max(0, beganMs + (round * 1000) / roundsASecond - performance.now()));
    }
    const tookS = (performance.now() - beganMs) / 1000;
    const alarms = await running.guard.get<ConsoleAlarm[]>('/api/alarms?open=false&limit=1000');
    const shown = alarms.filter(({ source }) => source.startsWith('fence-'));
    // Two zones that shake are a breach as well, which counts by itself.
    const counted = shown.reduce((sum, { type, count }) => (type === 'vibration' ? sum + count : sum), 0);
    return {
      bench: 'burst',
      ...{ messages: sent.detected + sent.ended, seconds: Math.round(tookS) },
      types: [...new Set(shown.map(({ type }) => type))],
      ...{ alarms: shown.length, incidents: new Set(alarms.map(({ incident }) => incident)).size },
      ...{ raised: sent.detected, counted, lost: sent.detected - counted },
    };
  } finally {
    await running.stop();
    rmSync(running.dir, { recursive: true, force: true });
  }
}
