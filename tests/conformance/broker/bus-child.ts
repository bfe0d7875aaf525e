/** The gateway's bus and intake alone, as a process that can be killed: what the conformance suite runs for each engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSiteBroker } from '../../../gateway/compose/bus/open-site-broker.ts';
import type { DeviceMessage } from '../../../gateway/ingest/broker.ts';
import { createDeviceIntake, type Observation } from '../../../gateway/ingest/device-intake.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { parseSiteText } from '../../../gateway/register/site/site-file.ts';
import { quietLog } from '../../fixtures/quiet.ts';

export type ToBus =
  | { kind: 'hold'; when: 'before' | 'after' | 'never' }
  | { kind: 'disk'; full: boolean }
  | { kind: 'send'; device: string; payload: object }
  | { kind: 'ask'; id: number };
export interface BusAnswer {
  id: number;
  effects: string[];
  held: number;
  totals: Record<string, number>;
  link: string;
}

const dir = process.argv[2]!;
const path = join(dir, 'site.yaml');
const site = parseSiteText(readFileSync(path, 'utf8'), path);
const store = openStore(join(dir, 'bus.db'), { alone: true });
store.migrate('effects', ['CREATE TABLE effects (number INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;']);
const add = store.prepare('INSERT INTO effects (what) VALUES (?)');
const all = store.prepare('SELECT what FROM effects ORDER BY number');
const metrics = createMetrics();
let hold: 'before' | 'after' | 'never' = 'never';
let held = 0;

const intake = createDeviceIntake({
  ...{ store, devices: site.devices, clock: systemClock, log: quietLog, metrics },
  observe: (observation) => add.run(say(observation)),
});

function say(observation: Observation): string {
  const { device, waited } = observation;
  const what =
    observation.kind === 'event'
      ? `${observation.event.type} ${observation.event.seq}`
      : observation.kind === 'availability'
        ? observation.availability.state
        : observation.kind;
  return `${device.id} ${what}${waited && observation.kind === 'event' ? ' (waited)' : ''}`;
}

const forEver = new Promise<void>(() => {});
async function receive(message: DeviceMessage): Promise<void> {
  if (message.channel === 'event' && hold === 'before') {
    held += 1;
    return forEver;
  }
  await intake.receive(message);
  if (message.channel === 'event' && hold === 'after') {
    held += 1;
    return forEver;
  }
}

const broker = await openSiteBroker({
  ...{ site, baseDir: dir, clock: systemClock, log: quietLog, metrics, receive },
  fromNode: () => {},
});

const deeds: { [K in ToBus['kind']]: (order: Extract<ToBus, { kind: K }>) => unknown } = {
  hold: ({ when }) => {
    hold = when;
  },
  disk: ({ full }) =>
    store
      .prepare(
        full
          ? "CREATE TEMP TRIGGER full BEFORE INSERT ON device_events BEGIN SELECT RAISE(ABORT, 'disk full'); END"
          : 'DROP TRIGGER full',
      )
      .run(),
  send: ({ device, payload }) => broker.send(device, payload),
  ask: async ({ id }) => {
    const effects = all.all().map((row) => (row as { what: string }).what);
    const link = broker.link();
    const answer: BusAnswer = {
      ...{ id, effects, held, totals: await metrics.totals() },
      link: link ? (link.problem ?? link.state) : 'built-in',
    };
    process.send?.(answer);
  },
};

process.on('message', (order: ToBus) => void (deeds[order.kind] as (order: ToBus) => unknown)(order));
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => {
  void broker.close().then(() => {
    store.close();
    process.exit(0);
  });
});
process.send?.('ready');
