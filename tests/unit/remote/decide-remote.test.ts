import { expect, test } from 'vitest';
import { type CommandWhat, commandKinds } from '../../../devices/contracts/command.ts';
import { readDownlinkMessage } from '../../../devices/contracts/downlink.ts';
import type { SiteRemote } from '../../../devices/contracts/site-remote.ts';
import { checkReferences } from '../../../gateway/register/site/site-references.ts';
import { decideRemote } from '../../../gateway/remote/decide-remote.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const whats: Record<(typeof commandKinds)[number], CommandWhat> = {
  restart: { kind: 'restart' },
  snapshot: { kind: 'snapshot', camera: 'cam-gate' },
  'live-view': { kind: 'live-view', camera: 'cam-gate' },
  'log-bundle': { kind: 'log-bundle', sinceMs: 60_000 },
  diagnostics: { kind: 'diagnostics' },
  'open-door': { kind: 'open-door', door: 'gate' },
  'device-approve': { kind: 'device-approve', device: 'smoke-1', revision: 1 },
  'device-revoke': { kind: 'device-revoke', device: 'smoke-1' },
};
const two = { asked: 'duty-3', approved: 'lead-1' };
const site = (remote?: SiteRemote) => smallSite(remote ? { remote } : {});
const allowed = (remote?: SiteRemote) =>
  commandKinds.filter((kind) => decideRemote(site(remote), whats[kind], two) === undefined);

test('a site that says nothing lets the cloud restart, read figures and the log, and no more', () => {
  expect(allowed()).toEqual(['restart', 'log-bundle', 'diagnostics']);
});

test('a site can forbid everything, and can allow some doors and not others', () => {
  expect(allowed({ restart: false, diagnostics: false, logs: false })).toEqual([]);
  expect(allowed({ doors: ['u1-door'] })).not.toContain('open-door');
  expect(allowed({ doors: ['gate'] })).toContain('open-door');
  expect(decideRemote(site({ doors: 'all' }), { kind: 'open-door', door: 'nowhere' }, two)).toBe('no-door');
  expect(decideRemote(site({ doors: 'all' }), { kind: 'open-door', door: 'lane' }, two)).toBeUndefined();
  expect(decideRemote(site({ snapshots: 'all' }), whats.snapshot, two)).toBe('no-camera');
});

test('a site that says so lets the cloud approve and revoke its devices, and those that there are', () => {
  expect(allowed({ devices: true })).toEqual(expect.arrayContaining(['device-approve', 'device-revoke']));
  expect(decideRemote(site({ devices: true }), { kind: 'device-revoke', device: 'smoke-9' }, two)).toBe('no-device');
  expect(decideRemote(site(), { kind: 'device-revoke', device: 'smoke-9' }, two)).toBe('remote-not-allowed');
});

test('a door opens for two people only, whatever the cloud says', () => {
  const open = (by: { asked: string; approved?: string }) =>
    decideRemote(site({ doors: 'all' }), whats['open-door'], by);
  expect(open(two)).toBeUndefined();
  expect(open({ asked: 'duty-3' })).toBe('needs-two');
  expect(open({ asked: 'duty-3', approved: 'duty-3' })).toBe('needs-two');
});

test('a site file that names a camera or a door that is not there is refused', () => {
  const problems = checkReferences(site({ snapshots: ['cam-9'], doors: ['gate', 'lane', 'gat'] }));
  expect(problems.filter((problem) => problem.startsWith('remote.'))).toEqual([
    'remote.snapshots names "cam-9", and there is no such camera',
    'remote.doors names "gat", and there is no such door or barrier',
  ]);
});

test('a command that is none, has no end or too much in it is a misfit, which a gateway passes over', () => {
  const message = {
    ...{ id: 'abcdef0123', seq: 1, atMs: 1, kind: 'command.asked', command: 'abcdef0124', what: whats['open-door'] },
    ...{ why: 'test', by: { asked: 'duty-3', approved: 'lead-1' }, askedAtMs: 1, expiresAtMs: 2 },
  };
  const readAs = (change: object) => {
    const seen = readDownlinkMessage(JSON.stringify({ ...message, ...change }));
    return seen.ok ? seen.value.read : 'unreadable';
  };
  expect(readAs({})).toBe('message');
  for (const change of [
    { what: { kind: 'open-door' } },
    { what: { kind: 'format-disk' } },
    { what: { ...whats['open-door'], force: true } },
    { expiresAtMs: undefined },
    { expiresAtMs: 'later' },
    { by: { asked: 'Grace Lin' } },
    { command: '../../begin' },
    { extra: 1 },
  ])
    expect(readAs(change), JSON.stringify(change)).toBe('misfit');
});
