import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import type { Dialect } from './dialect.ts';
import { keysOfGateways, lockGateways, lockTask } from './postgres-locks.ts';
import { type Deed, rowsOf, run } from './statement.ts';
import type { StoreChange } from './store.ts';

/** The channel on which processes hear of each other. */
export const channel = 'ringward';
/** PostgreSQL takes less than 8,000 bytes in one notification. */
const maxPayloadBytes = 7900;

const Names = Type.Optional(Type.Array(Type.String()));
/** A process of a later version may say more. */
const Notification = Type.Object({
  /** The process that says it. */
  from: Type.String(),
  change: Type.Object({
    gateways: Names,
    alarms: Type.Optional(Type.Array(Type.Object({ gateway: Type.String(), alarm: Type.String() }))),
    queued: Names,
    opened: Names,
    endedSessions: Names,
    identities: Names,
    boots: Type.Optional(Type.Array(Type.Object({ gateway: Type.String(), boot: Type.String() }))),
    logins: Type.Optional(
      Type.Array(Type.Object({ address: Type.String(), right: Type.Boolean(), name: Type.Optional(Type.String()) })),
    ),
    codes: Type.Optional(Type.Array(Type.Object({ operator: Type.String(), right: Type.Boolean() }))),
    tenancy: Type.Optional(Type.Literal(true)),
    sites: Names,
    twins: Type.Optional(Type.Literal(true)),
    conditions: Type.Optional(Type.Literal(true)),
    rollouts: Names,
    relays: Type.Optional(
      Type.Array(Type.Object({ command: Type.String(), ticket: Type.String(), url: Type.Optional(Type.String()) })),
    ),
    missed: Type.Optional(Type.Literal(true)),
  }),
});
type Notification = Static<typeof Notification>;
const parse = createParser(Notification);

/** `undefined` for what is no notification of a cloud. */
export function readNotification(payload: string | undefined): Notification | undefined {
  try {
    const parsed = parse(JSON.parse(payload ?? ''));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

/** A change as one notification, or as several where it is too long for one. */
export function writeNotifications(from: string, change: StoreChange): string[] {
  const payload = JSON.stringify({ from, change });
  if (Buffer.byteLength(payload) <= maxPayloadBytes) return [payload];
  const longest = Math.max(...Object.values(change).map((list) => (Array.isArray(list) ? list.length : 0)));
  if (longest <= 1) return [JSON.stringify({ from, change: { missed: true } })];
  const half = (keep: (list: unknown[]) => unknown[]) =>
    Object.fromEntries(Object.entries(change).map(([key, list]) => [key, Array.isArray(list) ? keep(list) : list]));
  return [
    ...writeNotifications(
      from,
      half((list) => list.slice(0, Math.ceil(list.length / 2))),
    ),
    ...writeNotifications(
      from,
      half((list) => list.slice(Math.ceil(list.length / 2))),
    ),
  ];
}

function* notify(from: string, change: StoreChange): Deed<void> {
  const sql = `SELECT pg_notify('${channel}', value) FROM json_array_elements_text(CAST(@payloads AS json)) AS value`;
  yield* run(sql, { payloads: JSON.stringify(writeNotifications(from, change)) });
}

/** `self` tells this process from the others. */
export function createPostgresDialect(self: string): Dialect {
  return {
    each: (parameter) => `json_array_elements(CAST(${parameter} AS json)) AS value`,
    textOfEach: "value #>> '{}'",
    tellsOfAlarm: 'e.alarm = @alarm',
    *holdGateways(gateways) {
      yield* run(lockGateways('@keys'), { keys: JSON.stringify(keysOfGateways(gateways)) });
    },
    // places are given by a sequence: without this a later place could be read before an earlier one is on disk
    *holdOrder() {
      yield* run(lockTask('order'));
    },
    *takeRevisions(count) {
      const sql = "SELECT nextval('alarm_revisions') AS revision FROM generate_series(1, CAST(@count AS integer))";
      return (yield* rowsOf<{ revision: number }>(sql, { count })).map(({ revision }) => revision);
    },
    announce: (change) => notify(self, change),
  };
}
