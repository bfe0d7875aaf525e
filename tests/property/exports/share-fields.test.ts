import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportAdapters } from '../../../cloud/exports/adapters/adapter-list.ts';
import { toCloudEvent } from '../../../cloud/exports/cloud-event.ts';
import { isShared } from '../../../cloud/exports/select-events.ts';
import type { ArrivedEvent } from '../../../cloud/exports/share.ts';
import { nameShared, shareFields } from '../../../cloud/exports/share-fields.ts';
import { fieldNames, sharedKindNames } from '../../../cloud/exports/share-terms.ts';
import { alarmTypes } from '../../../devices/contracts/alarms.ts';
import { type SiteEvent, siteEventTypes } from '../../../devices/contracts/site-events.ts';
import { termsOf } from '../../fixtures/shares.ts';

const known = [
  'alarm',
  'type',
  'priority',
  'ring',
  'source',
  'state',
  'step',
  'active',
  'raisedAtMs',
  'count',
  'zones',
  'mode',
  'kind',
];
/** What no gateway should ever say, and what a share must not pass on if one does. */
const personal = [
  '王小明',
  'Li Hua, flat 302',
  '沪A·12345',
  'data:image/jpeg;base64,/9j/4AAQ',
  '310115199001011234 x',
  'a b',
];
const value = fc.oneof(
  fc.constantFrom(...personal),
  fc.constantFrom('raised', 'smoke', 'door-2', 'granted'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom('zone-1', ...personal), { maxLength: 3 }),
  fc.record({ name: fc.constantFrom(...personal) }),
);
const arrived: fc.Arbitrary<ArrivedEvent> = fc
  .record({
    type: fc.constantFrom(...siteEventTypes),
    subject: fc.option(fc.constantFrom('resident-7', ...personal), { nil: undefined }),
    data: fc.dictionary(fc.constantFrom(...known, 'name', 'plate', 'face', 'person'), value),
    gateway: fc.constantFrom('gw-1', 'gw-2'),
    timeMs: fc.integer({ min: 1_789_000_000_000, max: 1_799_000_000_000 }),
  })
  .map(({ type, subject, data, gateway, timeMs }) => ({
    position: 1,
    receivedAtMs: timeMs + 5,
    event: {
      specversion: '1.0',
      id: `${gateway}/epoch0001/alarm/1`,
      source: `/sites/linden/gateways/${gateway}`,
      type,
      ...(subject === undefined ? {} : { subject }),
      time: new Date(timeMs).toISOString(),
      datacontenttype: 'application/json',
      ...{ epoch: 'epoch0001', lane: 'alarm', sequence: '1', bootid: 'boot-secret', replayed: false, data },
    } as SiteEvent,
  }));
const allowed = fc.uniqueArray(fc.constantFrom(...fieldNames), { minLength: 1 });

test('nothing outside of the allowed fields leaves, whatever an event holds, and never a text that names somebody', () => {
  let left = 0;
  fc.assert(
    fc.property(arrived, allowed, (event, fields) => {
      const shared = shareFields(event, fields);
      left += Object.keys(shared).length;
      for (const name of Object.keys(shared)) expect(fields).toContain(name);
      const wire = JSON.stringify(
        toCloudEvent('f'.repeat(32), { id: nameShared('c2FsdA', event.event.id), fields: shared }),
      );
      for (const text of [...personal, 'resident-7', 'boot-secret', 'epoch0001']) expect(wire).not.toContain(text);
      if (!fields.includes('gateway')) expect(wire).not.toContain(event.event.source);
      if (!fields.includes('time') && !fields.includes('received')) expect(wire).not.toContain(event.event.time);
    }),
    { numRuns: 1000 },
  );
  expect(left).toBeGreaterThan(500);
});

test('only events within the share’s time, of its kinds, places and types are chosen, and the ledger’s anchors never', () => {
  const selections = fc.record(
    {
      kinds: fc.uniqueArray(fc.constantFrom(...sharedKindNames), { minLength: 1 }),
      gateways: fc.constant(['gw-1']),
      sites: fc.constant(['linden']),
      alarmTypes: fc.uniqueArray(fc.constantFrom(...alarmTypes), { minLength: 1 }),
    },
    { requiredKeys: ['kinds'] },
  );
  fc.assert(
    fc.property(arrived, selections, (event, selection) => {
      const terms = termsOf({ selection });
      if (!isShared(event, terms)) return;
      const happenedMs = Date.parse(event.event.time);
      expect(happenedMs >= terms.fromMs && happenedMs < terms.untilMs).toBe(true);
      expect(event.event.type).not.toBe('ringward.ledger.anchored');
      if (selection.gateways) expect(event.event.source).toContain('/gw-1');
      if (selection.alarmTypes && event.event.type.startsWith('ringward.alarm.'))
        expect(selection.alarmTypes).toContain((event.event.data as { type?: string }).type);
    }),
    { numRuns: 1000 },
  );
});

test('the name of an event is the same each time for one share and another one for each other share', () => {
  expect(nameShared('c2FsdA', 'gw-1/e/alarm/1')).toBe(nameShared('c2FsdA', 'gw-1/e/alarm/1'));
  expect(nameShared('c2FsdA', 'gw-1/e/alarm/1')).not.toBe(nameShared('b3RoZXI', 'gw-1/e/alarm/1'));
  expect(new Set(exportAdapters.map(({ kind }) => kind)).size).toBe(exportAdapters.length);
});
