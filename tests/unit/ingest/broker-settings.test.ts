import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { busAddress } from '../../../devices/contracts/site-broker.ts';
import { parseSiteText } from '../../../gateway/register/site/site-file.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const { mqtt, ...rest } = smallSite().gateway;
const read = (gateway: object) => parseSiteText(stringify({ ...smallSite(), gateway }), 'site.yaml');
const on = (broker: unknown) => read({ ...rest, broker });

test('an address is enough to name a broker of the site’s own', () => {
  expect(busAddress(on('mqtts://bus.linden.example').gateway)).toEqual({
    host: 'bus.linden.example',
    port: 8883,
    tls: true,
  });
  expect(busAddress(on({ url: 'mqtt://[::1]:2883/' }).gateway)).toEqual({ host: '::1', port: 2883, tls: false });
  expect(busAddress(read({ ...rest, mqtt }).gateway)).toEqual({ host: '127.0.0.1', port: 0, tls: false });
});

test.each<[string, () => unknown, RegExp]>([
  ['no bus at all', () => read(rest), /needs "mqtt".*or "broker"/],
  ['two of them', () => read({ ...rest, mqtt, broker: 'mqtt://a' }), /both "mqtt" and "broker"/],
  ['a password in the address', () => on('mqtt://gw:secret@host:1883'), /gateway.*broker/],
  ['another protocol', () => on({ url: 'https://host' }), /gateway.*broker/],
  ['a field that there is not', () => on({ url: 'mqtt://host', pasword: 'x' }), /gateway\.broker.*pasword/],
  ['a certificate without its key', () => on({ url: 'mqtts://host', certificate: 'a.pem' }), /"certificate" and "key"/],
  ['an authority without TLS', () => on({ url: 'mqtt://host', ca: 'a.pem' }), /"ca", but its url begins with mqtt:/],
  ['the name of a device', () => on({ url: 'mqtt://host', username: 'smoke-1' }), /"smoke-1" at the broker/],
])('a site file with %s is refused by name', (_what, deed, problem) => {
  expect(deed).toThrow(problem);
});

test('what is refused does not show the password that somebody wrote into the address', () => {
  expect(() => on('mqtt://gw:secret@host:1883')).not.toThrow(/secret/);
});
