import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tellableAlarms, toViewObject } from '../../../cloud/exports/adapters/gat1400-objects.ts';
import { fieldNames } from '../../../cloud/exports/share-terms.ts';
import { alarmTypes } from '../../../devices/contracts/alarms.ts';

const ids = {
  organisation: '310115000000',
  dispositionId: '3'.repeat(33),
  subscribeId: '4'.repeat(33),
  devices: { 'gw-1/camera-2': '31011500001190000002' },
};
const id = 'ab'.repeat(16);
const time = '2026-09-21T14:13:20.000Z';
const event = 'ringward.alarm.raised';

/** The whole list: an attribute beside these is a mistake. */
const attributes = [
  ...['DispositionNotificationListObject', 'DispositionNotificationObject', 'DispositionID'],
  ...['SubscribeNotificationListObject', 'SubscribeNotificationObject', 'SubscribeID', 'InfoIDs'],
  ...['DeviceStatusList', 'APEStatusObject', 'ApeID', 'IsOnline', 'CurrentTime'],
  ...['NotificationID', 'Title', 'TriggerTime'],
];

const namesIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...namesIn(inner)]);

test('a smoke alarm becomes the notification of a disposition, in Chinese and at the hour that the clock there shows', () => {
  const fields = { event, time, alarmType: 'smoke', gateway: 'gw-1', source: 'smoke-3', site: 'linden-court' };
  const object = toViewObject({ id, fields }, ids)!;
  expect(object.path).toBe('/VIID/DispositionNotifications');
  expect(object.body).toEqual({
    DispositionNotificationListObject: {
      DispositionNotificationObject: [
        {
          NotificationID: expect.stringMatching(/^3101150000000220260921221320\d{5}$/),
          DispositionID: ids.dispositionId,
          Title: '烟雾报警 linden-court smoke-3',
          TriggerTime: '20260921221320',
        },
      ],
    },
  });
});

test('a lost camera that the recipient has a number for is reported as offline, and as online when it is back', () => {
  const lost = { event, time, alarmType: 'camera-lost', gateway: 'gw-1', source: 'camera-2' };
  const status = (fields: object) => JSON.stringify(toViewObject({ id, fields }, ids)?.body);
  expect(status(lost)).toContain('"APEStatusObject":[{"ApeID":"31011500001190000002","IsOnline":"2"');
  expect(status({ ...lost, event: 'ringward.alarm.cleared' })).toContain('"IsOnline":"1"');
  expect(status({ ...lost, source: 'camera-9' })).toBeUndefined();
  expect(status({ ...lost, gateway: '__proto__', source: 'x' })).toBeUndefined();
});

test('whatever singles out a person or a vehicle has no form and stays at home', () => {
  const personal = alarmTypes.filter((type) =>
    /person|vehicle|watch-list|duress|no-activity|help|parking|loitering/.test(type),
  );
  expect(personal.length).toBeGreaterThan(10);
  for (const alarmType of personal) {
    expect(tellableAlarms).not.toContain(alarmType);
    expect(
      toViewObject({ id, fields: { event, time, alarmType, gateway: 'gw-1', source: 'camera-2' } }, ids),
    ).toBeUndefined();
  }
});

test('whatever is shared, no attribute outside of the list ever stands in an object, and no value that was not needed', () => {
  const secret = 'the-value-of-a-field-that-is-not-needed';
  const event1400 = fc.record({
    ...Object.fromEntries(fieldNames.map((name) => [name, fc.constantFrom(secret, 1, true)])),
    event: fc.constantFrom(event, 'ringward.alarm.cleared', 'ringward.access.decided'),
    time: fc.constant(time),
    alarmType: fc.constantFrom(...alarmTypes),
    gateway: fc.constant('gw-1'),
    source: fc.constantFrom('camera-2', 'smoke-1'),
    site: fc.constant('linden'),
  });
  let made = 0;
  fc.assert(
    fc.property(event1400, (fields) => {
      const object = toViewObject({ id, fields: fields as never }, ids);
      if (!object) return;
      made += 1;
      for (const name of namesIn(object.body)) expect(attributes).toContain(name);
      expect(JSON.stringify(object.body)).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
  expect(made).toBeGreaterThan(20);
});
