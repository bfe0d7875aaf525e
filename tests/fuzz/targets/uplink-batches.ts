import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Fault } from '../../../cloud/fault.ts';
import { readBatch } from '../../../cloud/intake/read-batch.ts';
import { createBodyBudget, decodeJson, readBody } from '../../../cloud/intake/read-body.ts';
import { parseUplinkBatch, parseUplinkStatus, type UplinkBatch } from '../../../devices/contracts/uplink.ts';
import { alarmEvent, batchOf, siteEvent, statusOf } from '../../scenario/cloud/test-cloud.ts';
import { demand, type FuzzTarget } from '../fuzz-target.ts';

const maxBytes = 30_000;
const budget = createBodyBudget(10 * maxBytes);
const batch = Buffer.from(JSON.stringify(batchOf([siteEvent(1), alarmEvent(2, { verdict: 'real' }), 7])));
const ways = ['plain', 'packed', 'packed here'] as const;
const by = (way: (typeof ways)[number], bytes: Uint8Array) => Buffer.concat([Buffer.of(ways.indexOf(way)), bytes]);

/** The first byte says how the body comes: as it is, as gzip, or to be packed first. */
export const target: FuzzTarget = {
  name: 'uplink-batches',
  about: 'a body is read or refused, and of a batch each event is one or is kept aside with the reason',
  head: 1,
  maxBytes,
  seeds: [
    by('plain', batch),
    by('packed', gzipSync(batch)),
    by('packed here', batch),
    by('packed', gzipSync(Buffer.alloc(500_000))),
    by('plain', Buffer.from(JSON.stringify(statusOf()))),
  ],
  async run(input) {
    const way = ways[(input[0] ?? 0) % ways.length]!;
    const rest = Buffer.from(input.subarray(1));
    const sent = way === 'packed here' ? gzipSync(rest) : rest;
    const headers = way === 'plain' ? {} : { 'content-encoding': 'gzip' };
    const length = input.length % 2 === 0 ? { 'content-length': String(sent.length) } : {};
    try {
      const body = decodeJson(await readBody(Readable.from([sent]), { ...headers, ...length }, maxBytes, budget));
      parseUplinkStatus(body);
      const parsed = parseUplinkBatch(body);
      if (!parsed.ok) return;
      const { events } = readBatch(parsed.value as UplinkBatch, { gateway: 'gw-1' });
      demand(events.length === parsed.value.events.length, 'no event is left out');
      for (const one of events)
        if (one.kind === 'misfit') demand(one.reason !== '' && one.body.isWellFormed(), 'a reason');
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  },
};
