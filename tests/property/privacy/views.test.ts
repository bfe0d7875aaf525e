import fc from 'fast-check';
import { expect, test } from 'vitest';
import { purposes, roles, visibleClasses } from '../../../gateway/privacy/roles.ts';
import { viewRecord } from '../../../gateway/privacy/view-record.ts';
import {
  classOf,
  type RecordKind,
  type RecordOf,
  recordKinds,
  recordSchemas,
} from '../../../gateway/register/records.ts';

/** A record of any kind with a text of its own in every field, which is enough for a view. */
const anyRecord = fc.constantFrom(...recordKinds).chain((kind) => {
  const fields = Object.keys(recordSchemas[kind].properties);
  const values = Object.fromEntries(
    fields.map((name) => [name, fc.string({ minLength: 6, maxLength: 12 }).map((text) => `${name}=${text}`)]),
  );
  return fc
    .record(values, { requiredKeys: [] })
    .map((record) => ({ kind, record: record as unknown as RecordOf<RecordKind> }));
});

test('no view ever holds a field of a class that role and purpose do not allow', () => {
  fc.assert(
    fc.property(
      anyRecord,
      fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 3 }),
      fc.constantFrom(...purposes),
      ({ kind, record }, held, purpose) => {
        const classes = visibleClasses(held, purpose);
        const whole = record as Record<string, unknown>;
        for (const [name, value] of Object.entries(viewRecord(kind, record, classes))) {
          if (value === whole[name]) expect(classes.has(classOf(kind, name)), `${kind}.${name}`).toBe(true);
          // What is shown masked never gives the whole away.
          else expect(['plate', 'value']).toContain(name);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('for every role, purpose and kind of record, values of credentials and the mark of duress stay hidden', () => {
  for (const role of roles) {
    for (const purpose of purposes) {
      const classes = visibleClasses([role], purpose);
      const credential = { id: 'c', kind: 'card', value: 'uid:0A1B2C3D', duress: true, state: 'active' } as const;
      expect(JSON.stringify(viewRecord('credential', credential, classes))).not.toMatch(/0A1B|duress/);
      const pin = { ...credential, kind: 'pin', value: 'pin:abcdefghijklmnop' } as const;
      expect(viewRecord('credential', pin, classes).value).toBeUndefined();
    }
  }
});

test('a field that nobody has classed is not shown but stops the view', () => {
  const record = { id: 'p', name: 'n', religion: 'x' } as unknown as RecordOf<'person'>;
  expect(() => viewRecord('person', record, new Set(['plain']))).toThrow('person.religion has no data class');
});

test('every field of the register is classed, and none of them ranks a person', () => {
  const ranks = /scor|risk|rating|rank|suspicion|credit|ethnic|religio|terror|detain|emotion/i;
  for (const kind of recordKinds) {
    for (const name of Object.keys(recordSchemas[kind].properties)) {
      expect(classOf(kind, name)).toBeTypeOf('string');
      expect(name, `${kind}.${name}`).not.toMatch(ranks);
    }
  }
});
