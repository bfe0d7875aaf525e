import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testWith } from '../../fixtures/programs.ts';

const docker = join(import.meta.dirname, '../../../docker');
const units = ['gateway', 'cloud'] as const;
const fileOf = (unit: string) => join(docker, `ringward-${unit}.service`);

/** Every setting of the unit's [Service] with its values, in order. */
function settingsOf(unit: string): Map<string, string[]> {
  const service = readFileSync(fileOf(unit), 'utf8')
    .split(/^\[Service\]$/m)[1]!
    .split(/^\[/m)[0]!;
  const settings = new Map<string, string[]>();
  for (const [, name, value] of service.matchAll(/^(\w+)=(.*)$/gm))
    settings.set(name!, [...(settings.get(name!) ?? []), value!]);
  return settings;
}

/** What whoever takes the process over must not get, setting by setting. */
const shut: [setting: string, value: string | string[], soThat: string][] = [
  ['User', 'ringward', 'it is not root'],
  ['Group', 'ringward', 'it is in no group of anybody else'],
  ['NoNewPrivileges', 'yes', 'no setuid program gives it more'],
  ['CapabilityBoundingSet', '', 'it has no part of root’s rights'],
  ['AmbientCapabilities', '', 'nor do its children'],
  ['ProtectSystem', 'strict', 'it writes nowhere but into its state folder: programs stay as they were installed'],
  ['ProtectHome', 'yes', 'it reads nobody’s home'],
  ['PrivateTmp', 'yes', 'it sees no other program’s temporary files'],
  ['PrivateMounts', 'yes', 'what it would mount nobody else sees'],
  ['PrivateDevices', 'yes', 'it opens no disk and no memory'],
  ['PrivateUsers', 'yes', 'files of other users are nobody’s'],
  ['StateDirectoryMode', '0700', 'keys and templates are for its user only'],
  ['UMask', '0077', 'what it writes is for its user only'],
  ['ProtectClock', 'yes', 'it cannot turn the clock, on which rights depend'],
  ['ProtectControlGroups', 'yes', 'it cannot lift its own limits'],
  ['ProtectHostname', 'yes', 'it cannot take another name'],
  ['ProtectKernelLogs', 'yes', 'it does not read addresses of the kernel'],
  ['ProtectKernelModules', 'yes', 'it loads no module'],
  ['ProtectKernelTunables', 'yes', 'it changes no setting of the kernel'],
  ['ProtectProc', 'invisible', 'it does not see other users’ processes'],
  ['RemoveIPC', 'yes', 'it leaves nothing behind in memory'],
  ['LockPersonality', 'yes', 'it does not switch to older, weaker rules of execution'],
  ['RestrictNamespaces', 'yes', 'it makes no world of its own in which it would be root'],
  ['RestrictRealtime', 'yes', 'it does not starve other programs'],
  ['RestrictSUIDSGID', 'yes', 'it leaves no program that would run as somebody else'],
  ['RestrictAddressFamilies', 'AF_INET AF_INET6 AF_UNIX AF_NETLINK', 'it sends no raw packets'],
  ['SystemCallArchitectures', 'native', 'the filter of calls cannot be gone round by another ABI'],
  ['SystemCallFilter', ['@system-service', '~@privileged'], 'it mounts, reboots, traces and loads nothing'],
];

/** Without a bound one of them takes the box down with it. */
const bounded = ['MemoryHigh', 'MemoryMax', 'TasksMax', 'LimitNOFILE', 'OOMPolicy', 'TimeoutStopSec'];

describe.each(units)('the unit of the %s', (unit) => {
  const settings = settingsOf(unit);

  test.each(shut)('%s=%s, so that %s', (setting, value) => {
    expect(settings.get(setting)).toEqual([value].flat());
  });

  test('memory, processes and files are bounded, and where memory ends it is said what ends', () => {
    for (const setting of bounded) expect(settings.get(setting), setting).toHaveLength(1);
  });

  test('one part does not read the other’s data', () => {
    const other = units.find((each) => each !== unit);
    expect(settings.get('InaccessiblePaths')).toEqual([`-/var/lib/ringward/${other}`]);
  });

  testWith('systemd-analyze')('systemd itself finds little that is open: an exposure of 1.5 of 10 at most', () => {
    const said = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', fileOf(unit)], {
      encoding: 'utf8',
    });
    const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(said)!;
    expect(Number(exposure)).toBeLessThanOrEqual(1.5);
  });
});

test('what is set for the one and not for the other is named here', () => {
  const [gateway, cloud] = units.map((unit) => new Set(settingsOf(unit).keys()));
  expect([...gateway!.symmetricDifference(cloud!)]).toEqual(['OOMScoreAdjust']);
});

test('no image runs as root: each that is started comes from the base that has put the user in', () => {
  const stages = readFileSync(join(docker, 'Dockerfile'), 'utf8')
    .split(/^FROM /m)
    .slice(1);
  const user = stages.find((stage) => / AS base\n/.test(stage))!;
  expect(user).toMatch(/^USER 10001:10001$/m);
  const started = stages.filter((stage) => /^ENTRYPOINT/m.test(stage));
  expect(started.map((stage) => stage.split('\n', 1)[0])).toEqual(['base AS gateway', 'base AS cloud', 'base AS sims']);
  for (const stage of started) expect(stage).not.toMatch(/^USER/m);
});
