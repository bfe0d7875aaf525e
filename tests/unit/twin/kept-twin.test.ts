import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { TwinDocument } from '../../../devices/contracts/twin.ts';
import { retentionTerms } from '../../../gateway/register/site/retention-terms.ts';
import { checkReferences } from '../../../gateway/register/site/site-references.ts';
import { applyTwin, checkTwin, needsRestart } from '../../../gateway/twin/apply-twin.ts';
import {
  beginRun,
  commitTrial,
  freshTwin,
  restTrial,
  rollBack,
  runningOf,
  takeOffer,
} from '../../../gateway/twin/kept-twin.ts';
import { openTwinFile } from '../../../gateway/twin/twin-file.ts';
import { createTwinKeeper, type RunningSite } from '../../../gateway/twin/twin-keeper.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const desired = (version: number, document: object) => ({ version, etag: `${version}-x`, document });
const offer = (version: number, document: object, more: { problems?: string[]; needsRestart?: boolean } = {}) => ({
  desired: desired(version, document),
  problems: [],
  needsRestart: false,
  known: [],
  ...more,
});

/** A keeper with a gateway under it that a test plays, and a clock that it moves. */
function openKeeper(options: { broken?: (level: string | undefined) => boolean } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-twin-'));
  folders.push(folder);
  const path = join(folder, 'twin.json');
  let nowMs = 1_790_000_000_000;
  const clock = { wallMs: () => nowMs, monotonicMs: () => nowMs };
  const problems = new Map<string, string>();
  const said = { live: [] as (string | undefined)[], restarts: [] as string[], notes: [] as string[] };
  const running: RunningSite = {
    applyLive: (_site, { log }) => {
      if (options.broken?.(log?.level)) throw new Error('the log cannot do that');
      said.live.push(log?.level);
    },
    problems: () => problems,
    note: ({ state }) => {
      refuseIfFull();
      said.notes.push(state);
    },
  };
  /** Of the twin's file and of the ledger. */
  const disk = { isFull: false };
  const refuseIfFull = () => {
    if (disk.isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  const open = () => {
    const file = openTwinFile(path, quietLog);
    const write: typeof file.write = (kept) => {
      refuseIfFull();
      file.write(kept);
    };
    const keeper = createTwinKeeper({
      base: smallSite(),
      file: { ...file, write },
      clock,
      log: quietLog,
      changed: () => {},
      restart: (why) => said.restarts.push(why),
    });
    keeper.begin();
    keeper.attach(running);
    return keeper;
  };
  const wait = (ms: number) => {
    nowMs += ms;
  };
  const onDisk = () => openTwinFile(path, quietLog).read(nowMs);
  return { open, path, problems, said, wait, disk, onDisk, running };
}

test('the days that an operator may choose are those that the gateway knows as the longest', () => {
  const { properties } = TwinDocument.properties.retention as unknown as {
    properties: Record<string, { maximum: number }>;
  };
  const allowed = Object.fromEntries(Object.entries(properties).map(([kept, { maximum }]) => [kept, maximum]));
  const known = Object.fromEntries(Object.entries(retentionTerms).map(([kept, { maximum }]) => [kept, maximum.days]));
  expect(allowed).toEqual(known);
});

test('what a document leaves out stays as the site file has it', () => {
  const site = smallSite({
    evidence: { beforeS: 8, keepDays: { clip: 20, picture: 40 } },
    alarms: {
      delays: [{ type: 'smoke', onS: 1, offS: 2 }],
      channels: { webhooks: [{ id: 'a', url: 'https://x.example' }] },
    },
  });
  expect(applyTwin(site, {})).toEqual(site);
  const laid = applyTwin(site, {
    evidence: { afterS: 9 },
    retention: { clip: 31 },
    alarms: { delays: { smoke: { onS: 5 } }, channels: { webhooks: false, smtp: true } },
    parking: { bayMinutes: 3 },
  });
  expect(laid.evidence).toEqual({ beforeS: 8, afterS: 9, keepDays: { picture: 40 } });
  expect(laid.privacy?.retention).toMatchObject([{ class: 'clip', days: 31 }]);
  expect(laid.alarms).toEqual({ delays: [{ type: 'smoke', onS: 5, offS: 2 }], channels: {} });
  expect(laid.parking).toBeUndefined();
  expect(checkReferences(laid)).toEqual([]);
});

test('a document is checked against the law that holds at this site', () => {
  expect(checkTwin(smallSite(), { retention: { passages: 10 } })).toEqual([expect.stringContaining('at least 30')]);
  const abroad = smallSite({ privacy: { ...smallSite().privacy, profile: 'eu' } });
  expect(checkTwin(abroad, { retention: { passages: 10 } })).toEqual([]);
  expect(checkTwin(abroad, { devices: [] })).toHaveLength(1);
});

test('only a setting that says so needs a restart', () => {
  expect(needsRestart({}, { log: { level: 'warn' }, alarms: { delays: { smoke: { onS: 1 } } } })).toBe(false);
  expect(needsRestart({ evidence: { beforeS: 1 } }, {})).toBe(true);
  expect(needsRestart({ alarms: { channels: { smtp: true } } }, { alarms: { channels: { smtp: false } } })).toBe(true);
});

test('what is staged and then replaced by something impossible never counts', () => {
  const staged = takeOffer(freshTwin(1), offer(1, { evidence: { beforeS: 1 } }, { needsRestart: true }), 2);
  expect(runningOf(staged).document).toEqual({});
  const refused = takeOffer(staged, offer(2, { evidence: { beforeS: 99 } }, { problems: ['no'] }), 3);
  expect(refused.trial).toBeUndefined();
  expect(refused.verdict).toMatchObject({ state: 'refused', answers: { version: 2 }, problems: ['no'] });
  expect(takeOffer(refused, offer(2, {}), 4)).toBe(refused);
});

test('settings have three starts to prove themselves; one that somebody ended does not count', () => {
  let kept = takeOffer(freshTwin(1), offer(1, { evidence: { beforeS: 1 } }, { needsRestart: true }), 2);
  kept = restTrial(beginRun(kept, 3));
  for (let start = 1; start <= 3; start += 1) {
    kept = beginRun(kept, 4);
    expect(runningOf(kept).version).toBe(1);
  }
  kept = beginRun(kept, 5);
  expect(runningOf(kept).version).toBe(0);
  expect(kept.verdict).toMatchObject({ state: 'refused', answers: { version: 1 } });
});

test('a trial that is over cannot be rolled back, and one that is rolled back cannot be kept', () => {
  const tried = takeOffer(freshTwin(1), offer(1, { log: { level: 'warn' } }), 2);
  const good = commitTrial(tried, 3);
  expect(rollBack(good, 'late', 4)).toBe(good);
  const back = rollBack(tried, 'bad', 3);
  expect(commitTrial(back, 4)).toBe(back);
  expect(back.good.version).toBe(0);
});

test('settings that run well for their time are kept; a new problem within it brings the old ones back', () => {
  const { open, problems, said, wait } = openKeeper();
  problems.set('templates', 'was there before');
  const keeper = open();
  keeper.offer(desired(1, { log: { level: 'warn' } }));
  wait(59_000);
  keeper.check();
  expect(keeper.reported().state).toBe('on-probation');
  wait(2000);
  keeper.check();
  expect(keeper.reported()).toMatchObject({ state: 'applied', version: 1 });
  keeper.offer(desired(2, { log: { level: 'debug' } }));
  problems.set('perception', 'the models do not run');
  wait(61_000);
  keeper.check();
  expect(keeper.reported()).toMatchObject({ state: 'refused', version: 1, problems: ['the models do not run'] });
  expect(said.live).toEqual([undefined, 'warn', 'debug', 'warn']);
  expect(said.notes).toEqual(['on-probation', 'applied', 'on-probation', 'refused']);
});

test('a gateway that cannot take settings over goes on with those it has', () => {
  const { open, said } = openKeeper({ broken: (level) => level === 'debug' });
  const keeper = open();
  keeper.offer(desired(1, { log: { level: 'debug' } }));
  expect(keeper.reported()).toMatchObject({ state: 'refused', problems: ['the log cannot do that'], document: {} });
  expect(said.live).toEqual([undefined, undefined]);
});

test('a start that fails with new settings is repeated with the old ones, and one that fails with the old is told', () => {
  const { open } = openKeeper();
  const keeper = open();
  keeper.offer(desired(1, { evidence: { beforeS: 3 } }));
  expect(keeper.reported().state).toBe('pending-restart');
  expect(keeper.begin().evidence).toEqual({ beforeS: 3 });
  expect(keeper.failed('no room')).toBe(true);
  expect(keeper.begin().evidence).toBeUndefined();
  expect(keeper.failed('no room')).toBe(false);
  expect(keeper.reported()).toMatchObject({ state: 'refused', problems: ['no room'], version: 0 });
});

test('a restart is asked for when the settings say so', () => {
  const { open, said } = openKeeper();
  const keeper = open();
  keeper.offer(desired(1, { evidence: { beforeS: 3 } }));
  keeper.check();
  expect(said.restarts).toEqual([]);
  keeper.offer(desired(2, { evidence: { beforeS: 4 }, apply: { restart: 'at-once' } }));
  keeper.check();
  keeper.check();
  expect(said.restarts).toEqual(['settings from the cloud']);
});

test('a damaged file is laid aside and the gateway starts with its site file', () => {
  const { open, path } = openKeeper();
  const first = open();
  first.offer(desired(1, { log: { level: 'warn' } }));
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40));
  expect(open().reported()).toMatchObject({ version: 0, document: {} });
  expect(readFileSync(`${path}.damaged`, 'utf8')).toHaveLength(40);
});

test('on a full disk settings stay on trial when their time is over, and are kept as soon as it has room', () => {
  const { open, said, wait, disk, onDisk } = openKeeper();
  const keeper = open();
  keeper.offer(desired(1, { log: { level: 'warn' } }));
  disk.isFull = true;
  wait(61_000);
  keeper.check();
  keeper.check();
  expect(keeper.reported()).toMatchObject({ state: 'on-probation', version: 1 });
  disk.isFull = false;
  keeper.check();
  expect(keeper.reported()).toMatchObject({ state: 'applied', version: 1 });
  expect(onDisk().good.version).toBe(1);
  expect(said.notes).toEqual(['on-probation', 'applied']);
});

test('on a full disk the last good settings come back all the same, and the disk and the ledger hear of it later', () => {
  const { open, problems, said, wait, disk, onDisk } = openKeeper();
  const keeper = open();
  keeper.offer(desired(1, { log: { level: 'debug' } }));
  disk.isFull = true;
  problems.set('perception', 'the models do not run');
  wait(61_000);
  keeper.check();
  expect(keeper.reported()).toMatchObject({ state: 'refused', version: 0, problems: ['the models do not run'] });
  expect(said.live).toEqual([undefined, 'debug', undefined]);
  expect(onDisk().trial?.version).toBe(1);
  disk.isFull = false;
  keeper.check();
  expect(onDisk()).toMatchObject({ good: { version: 0 }, verdict: { state: 'refused', noted: true } });
  expect(onDisk().trial).toBeUndefined();
  expect(said.notes).toEqual(['on-probation', 'refused']);
});

test('a start on a full disk takes the last good settings, and what was to be tried waits for room', () => {
  const { open, said, disk, onDisk } = openKeeper();
  const staged = { evidence: { beforeS: 3 }, apply: { restart: 'at-once' as const } };
  open().offer(desired(1, staged));
  disk.isFull = true;
  const keeper = open();
  expect(keeper.site().evidence).toBeUndefined();
  expect(keeper.failed('no room')).toBe(false);
  keeper.rest();
  keeper.check();
  expect([keeper.reported().state, said.restarts]).toEqual(['pending-restart', []]);
  expect(() => keeper.offer(desired(2, { log: { level: 'warn' } }))).toThrow('could not be written');
  disk.isFull = false;
  keeper.check();
  expect(said.restarts).toEqual(['settings from the cloud']);
  expect(keeper.begin().evidence).toEqual({ beforeS: 3 });
  expect(onDisk().trial).toMatchObject({ stage: 'trying', starts: 1 });
});

test('settings on trial that cannot be counted at a start are put off, and take effect with room where they need no start', () => {
  const { open, said, wait, disk, onDisk } = openKeeper();
  open().offer(desired(1, { log: { level: 'warn' } }));
  disk.isFull = true;
  const keeper = open();
  wait(61_000);
  keeper.check();
  expect(keeper.reported()).toMatchObject({ state: 'pending-restart', version: 0, document: {} });
  disk.isFull = false;
  keeper.check();
  expect(keeper.reported()).toMatchObject({ state: 'on-probation', version: 1 });
  wait(61_000);
  keeper.check();
  expect(onDisk().good.version).toBe(1);
  expect(said.live).toEqual([undefined, 'warn', undefined, 'warn']);
});

test('a start that fails on a full disk is repeated with the last good settings, and a stop takes its start back where it can', () => {
  const { open, disk, onDisk, running } = openKeeper();
  const keeper = open();
  keeper.offer(desired(1, { evidence: { beforeS: 3 } }));
  keeper.begin();
  disk.isFull = true;
  expect(keeper.failed('no room')).toBe(true);
  expect(keeper.begin().evidence).toBeUndefined();
  keeper.attach(running);
  keeper.rest();
  expect(onDisk().trial).toMatchObject({ stage: 'trying', starts: 1 });
  disk.isFull = false;
  const next = open();
  disk.isFull = true;
  next.rest();
  expect(onDisk().trial?.starts).toBe(2);
});
