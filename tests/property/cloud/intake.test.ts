import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatch } from '../../../cloud/intake/read-batch.ts';
import { decodeJson } from '../../../cloud/intake/read-body.ts';
import { parseUplinkBatch, type UplinkBatch } from '../../../devices/contracts/uplink.ts';
import { batchOf, epoch, siteEvent } from '../../scenario/cloud/test-cloud.ts';

const owner = { gateway: 'gw-1' };

test('whatever JSON stands in the place of an event, it is read as an event or kept aside, and the rest is not harmed', () => {
  const almost = fc
    .record({ key: fc.constantFrom(...Object.keys(siteEvent(1))), value: fc.jsonValue() })
    .map(({ key, value }) => ({ ...siteEvent(1), [key]: value }));
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue(), almost), { minLength: 1, maxLength: 20 }), (events) => {
      const body = decodeJson(Buffer.from(JSON.stringify(batchOf([...events, siteEvent(events.length + 1)]))));
      const parsed = parseUplinkBatch(body);
      if (!parsed.ok) throw new Error(parsed.problem);
      const read = readBatch(parsed.value as UplinkBatch, owner);
      expect(read.events).toHaveLength(events.length + 1);
      expect(read.events.at(-1)).toMatchObject({ kind: 'event', event: { epoch } });
      for (const event of read.events) if (event.kind === 'misfit') expect(event.reason).not.toBe('');
    }),
    { numRuns: 300 },
  );
});
