import { pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeMosquittoAccess } from '../../../gateway/ingest/mosquitto-access.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const access = writeMosquittoAccess({
  site: 'linden',
  gateway: { username: 'gw-1', password: 'gateway-password' },
  devices: smallSite().devices,
  nodes: [{ id: 'yard-box', password: 'node-password-1' }],
  listener: { port: 8883, tls: true },
});
/** What a user may do, as the file says it. */
const rulesOf = (user: string) => {
  const sections = access.acl.split(/^user /m).slice(1);
  const own = sections.find((section) => section.startsWith(`${user}\n`)) ?? '';
  return own.split('\n').filter((line) => line.startsWith('topic'));
};

test('a detector may say what it has to and hear its own commands, and nothing else', () => {
  expect(rulesOf('smoke-1')).toEqual([
    'topic write sac/v1/linden/3/smoke-1/event',
    'topic write sac/v1/linden/3/smoke-1/state',
    'topic write sac/v1/linden/3/smoke-1/availability',
    'topic write sac/v1/linden/3/smoke-1/ack',
    'topic write sac/v1/linden/3/smoke-1/firmware-said',
    'topic read sac/v1/linden/3/smoke-1/cmd',
    'topic read sac/v1/linden/3/smoke-1/firmware',
  ]);
});

test('only door controllers hear rights, and only the gateway writes rights, commands and firmware', () => {
  expect(rulesOf('gate-controller')).toContain('topic read sac/v1/linden/1/gate-controller/rights');
  const writers = (channel: string) =>
    [...smallSite().devices.map(({ id }) => id), 'yard-box', 'gw-1'].filter((user) =>
      rulesOf(user).some((rule) => rule.startsWith('topic write') && rule.endsWith(`/${channel}`)),
    );
  const own = ['cmd', 'rights', 'firmware', 'down'];
  expect(own.map(writers)).toEqual(own.map(() => ['gw-1']));
});

test('no rule of a device or node has a wildcard', () => {
  const rules = [...smallSite().devices.map(({ id }) => id), 'yard-box'].flatMap(rulesOf);
  expect(rules.length).toBeGreaterThan(30);
  expect(rules.filter((rule) => /[+#]/.test(rule))).toEqual([]);
});

test('everybody has a password entry with a salt of its own, from which the password follows and in which it does not stand', () => {
  const entries = access.passwords
    .trim()
    .split('\n')
    .map((line) => line.split(':'));
  expect(entries.map(([user]) => user)).toEqual(['gw-1', ...smallSite().devices.map(({ id }) => id), 'yard-box']);
  const [, , rounds, salt, hash] = entries[0]![1]!.split('$');
  const key = pbkdf2Sync('gateway-password', Buffer.from(salt!, 'base64'), Number(rounds), 64, 'sha512');
  expect(key.toString('base64')).toBe(hash);
  expect(new Set(entries.map(([, entry]) => entry!.split('$')[3])).size).toBe(entries.length);
  expect(access.passwords + access.acl + access.conf).not.toMatch(/-secret-|gateway-password|node-password/);
});

test('a name belongs to whoever has its password, and nobody is let in without', () => {
  expect(access.conf).toMatch(
    /^listener 8883\ncafile .*\ncertfile .*\nkeyfile .*\n#.*\nuse_username_as_clientid true$/m,
  );
  expect(access.conf).toMatch(/^allow_anonymous false$/m);
});
