import { expect, test } from 'vitest';
import { TwinDocument } from '../../../devices/contracts/twin.ts';
import { outsideProblems } from '../../../gateway/register/site/outside-problems.ts';
import { checkReferences } from '../../../gateway/register/site/site-references.ts';
import { describeGateway } from '../../../scripts/write-client.ts';
import { guardedSite } from '../../fixtures/guarded-site.ts';

const camera = (url: string) => ({ cameras: [{ ...guardedSite().cameras[0]!, url }] });
const webhook = (url: string) => ({ cameras: [], alarms: { channels: { webhooks: [{ id: 'desk', url }] } } });

test.each([
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.1',
  '100.100.100.200',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '[fe80::1]',
  '[ff02::1]',
  '[::]',
  '[::ffff:169.254.169.254]',
  '[fd00:ec2::254]',
  'metadata.google.internal',
  'METADATA.google.internal.',
])('neither a camera nor a webhook can make the gateway ask at %s', (host) => {
  expect(outsideProblems(camera(`rtsp://user:pw@${host}:554/stream`))).toEqual([expect.stringContaining('link-local')]);
  expect(outsideProblems(webhook(`http://${host}/latest/meta-data`))).toEqual([expect.stringContaining('"desk"')]);
});

test.each(['127.0.0.1', '10.0.0.8', '192.168.1.64', '172.16.3.2', '[fd12::7]', 'gate-camera.lan', '8.8.8.8'])(
  'a camera or receiver in the site’s own network is taken: %s',
  (host) => {
    expect(outsideProblems(camera(`rtsps://${host}/1`))).toEqual([]);
    expect(outsideProblems(webhook(`https://${host}:8443/hook`))).toEqual([]);
  },
);

test('a site file with such an address is refused as a whole, without repeating the password in it', () => {
  const site = guardedSite();
  const problems = checkReferences({ ...site, ...camera('rtsp://user:hidden-pw@169.254.169.254/') });
  expect(problems).toContainEqual(expect.stringContaining('link-local'));
  expect(problems.join()).not.toContain('hidden-pw');
});

/** Names of all fields below a schema. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value as object) : []),
    ...fieldsOf(value),
  ]);
}

test('no route of the API and no setting of the cloud takes an address that the gateway would connect to', async () => {
  const { paths } = (await describeGateway()) as { paths: Record<string, Record<string, { requestBody?: unknown }>> };
  const bodies = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ requestBody }) => requestBody),
  );
  const fields = new Set([...bodies.flatMap(fieldsOf), ...fieldsOf(TwinDocument)]);
  expect(fields.size).toBeGreaterThan(100);
  expect([...fields].filter((name) => /ur[li]$|endpoint|server|callback|hostname|^ip$/i.test(name))).toEqual([]);
});
