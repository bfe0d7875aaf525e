import { findAlarms } from './alarm-deeds.ts';
import { auditGateway } from './audit-deeds.ts';
import { commitWorks } from './commit-deed.ts';
import {
  beginSession,
  endSession,
  findOwner,
  gatewaysWithToken,
  readEndedSessions,
  readSessions,
  setToken,
} from './door-deeds.ts';
import { actOnAlarm, hearDownlink, messagesAfter, openDownlink } from './downlink-deeds.ts';
import type { Engine } from './engine.ts';
import {
  readActs,
  readAlarm,
  readAlarms,
  readAnchors,
  readEvents,
  readLatestEvents,
  readMisfits,
  readOf,
  readSteps,
  readTallies,
} from './read-deeds.ts';
import { settleRestored } from './restore-deeds.ts';
import { run } from './statement.ts';
import type {
  DownlinkStore,
  IntakeStore,
  ReadStore,
  RestoreStore,
  SessionStore,
  StreamRow,
  TokenStore,
} from './store.ts';
import { type GatewayRecordRow, toGatewayRow } from './store-rows.ts';

export type DeedStore = IntakeStore & ReadStore & TokenStore & SessionStore & DownlinkStore & RestoreStore;

const streamColumns = 'gateway, epoch, lane, acked, stored, quarantined, duplicates, gaps';
const gatewayColumns = 'gateway, last_seen_ms, status_ms, status';

/** The store's port over either engine. */
export function createDeedStore({ dialect, read, write }: Engine): DeedStore {
  return {
    commit: (works, nowMs) => write(commitWorks(dialect, works, nowMs)),
    async gateways(only) {
      const rows = await read(
        readOf<GatewayRecordRow>(dialect, `SELECT ${gatewayColumns} FROM gateways`, 'gateway', only),
      );
      return rows.map(toGatewayRow);
    },
    streams: (only) => read(readOf<StreamRow>(dialect, `SELECT ${streamColumns} FROM streams`, 'id', only)),
    tallies: (sinceMs) => read(readTallies(sinceMs)),
    alarms: (query) => read(readAlarms(dialect, query)),
    alarm: (gateway, alarm) => read(readAlarm(gateway, alarm)),
    alarmsOf: (keys) => read(findAlarms(dialect, keys)),
    alarmSteps: (gateway, alarm, limit) => read(readSteps(dialect, gateway, alarm, limit)),
    acts: (query) => read(readActs(dialect, query)),
    events: (query) => read(readEvents(dialect, query)),
    latestEvents: (gateway, limit) => read(readLatestEvents(gateway, limit)),
    misfits: (query) => read(readMisfits(dialect, query)),
    audit: (gateway) => read(auditGateway(gateway)),
    anchors: (gateway, limit) => read(readAnchors(gateway, limit)),
    ping: () => read(run('SELECT 1 AS one')),
    ownerOf: (tokenHash) => read(findOwner(tokenHash)),
    tokenGateways: () => read(gatewaysWithToken()),
    setToken: (owner, tokenHash, nowMs) => write(setToken(dialect, owner, tokenHash, nowMs)),
    sessionBegun: (session) => write(beginSession(session)),
    sessionUsed: (id, nowMs) =>
      write(run('UPDATE operator_sessions SET last_ms = @nowMs WHERE id = @id', { id, nowMs })),
    sessionsOf: (operator, nowMs, limit) => read(readSessions(operator, nowMs, limit)),
    endSession: (id, expiresAtMs) => write(endSession(dialect, id, expiresAtMs)),
    endedSessions: (nowMs) => write(readEndedSessions(nowMs)),
    act: (act, nowMs) => write(actOnAlarm(dialect, act, nowMs)),
    openDownlink: (gateway, cursor) => write(openDownlink(dialect, gateway, cursor)),
    downlinkAfter: (gateway, seq, limit) => read(messagesAfter(gateway, seq, limit)),
    downlinkHeard: (gateway, cursor, nowMs) => write(hearDownlink(dialect, gateway, cursor, nowMs)),
    settleRestored: (data, nowMs) => write(settleRestored(data, nowMs)),
  };
}
