import { channels } from '../../../devices/contracts/topics.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import { createDeviceIntake } from '../../../gateway/ingest/device-intake.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { demand, type FuzzTarget } from '../fuzz-target.ts';
import { wordsOfSchema } from '../loop/words-of.ts';

const kinds = Object.values(deviceProfiles);
const devices = kinds.map(({ kind }) => ({ ...smallSite().devices[0]!, id: kind, kind }));
const store = openStore(':memory:');
let observed = 0;
const intake = createDeviceIntake({
  ...{ store, devices, clock: fakeClock(), log: quietLog, metrics: createMetrics() },
  observe: () => {
    observed += 1;
  },
});
const good = Buffer.from(JSON.stringify({ boot: 'b', seq: 1, type: 'smoke-detected', data: {} }));
let inputs = 0;

const of = (kind: string, channel: (typeof channels)[number], message: object) =>
  Buffer.concat([
    Buffer.of(
      kinds.findIndex((one) => one.kind === kind),
      channels.indexOf(channel),
    ),
    Buffer.from(JSON.stringify(message)),
  ]);
const event = (kind: string, type: string, data: object = {}) =>
  of(kind, 'event', { boot: 'boot-1', seq: 7, at: 1_790_000_000_000, type, data });

/** The first two bytes choose the kind of device and the channel. */
export const target: FuzzTarget = {
  name: 'device-messages',
  about:
    'whatever a device says is stored or refused, and what its neighbours say in the same commit is stored all the same',
  head: 2,
  maxBytes: 20_000,
  seeds: [
    ...kinds.flatMap(({ kind, events }) => Object.keys(events).map((type) => event(kind, type))),
    event('card-reader', 'card-presented', { card: 'uid:04A1B2C3', side: 'outside' }),
    of('smoke', 'state', { boot: 'boot-1', values: { smoke: false, battery: 90 } }),
    of('smoke', 'availability', {
      session: 's1',
      state: 'online',
      hardware: 'SN-1',
      firmware: '1.0',
      firmwareSerial: 3,
    }),
    of('door-controller', 'ack', { command: 'c1', outcome: 'refused', reason: 'held' }),
  ],
  words: wordsOfSchema(kinds),
  async run(input) {
    const device = devices[(input[0] ?? 0) % devices.length]!.id;
    const channel = channels[(input[1] ?? 0) % channels.length]!;
    inputs += 1;
    if (inputs % 500 === 0) store.prepare('DELETE FROM device_events').run();
    const before = observed;
    await Promise.all([
      intake.receive({ device, channel, payload: Buffer.from(input.subarray(2)) }),
      intake.receive({ device: 'smoke', channel: 'state', payload: Buffer.from('{"boot":"b","values":{}}') }),
      intake.receive({ device: 'smoke', channel: 'event', payload: good }),
    ]);
    demand(observed > before, 'what a neighbour says takes effect');
  },
};
