import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { askAdvisories, readAuditReport } from '../../../scripts/supply/ask-advisories.ts';

const longEnough = { timeout: 120_000 };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-audited-'));
  const asks = { name: 'ours', version: '1.0.0', dependencies: { 'one-of-ours': '1.0.0' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(asks));
  const packages = { '': asks, 'node_modules/one-of-ours': { version: '1.0.0' } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...asks, lockfileVersion: 3, packages }));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** A registry on loopback, and the words that make npm ask it. */
async function registry(listener: RequestListener): Promise<string[]> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const cache = mkdtempSync(join(tmpdir(), 'ringward-npm-'));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  const { port } = server.address() as AddressInfo;
  return [`--registry=http://127.0.0.1:${port}`, `--cache=${cache}`, '--fetch-retries=0', '--offline=false'];
}

const advisory = (name: string) => ({
  [name]: [
    {
      ...{ id: 1, url: `https://advisories.example/${name}`, title: `${name} is bad`, severity: 'high' },
      ...{ vulnerable_versions: '<99', cwe: [], cvss: { score: 7, vectorString: null } },
    },
  ],
});

/** Answers as npm's own does, with what it knows. */
const knowing =
  (...names: string[]): RequestListener =>
  async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader('content-type', 'application/json');
    if (!request.url!.endsWith('/advisories/bulk')) return response.writeHead(404).end('{}');
    const bytes = Buffer.concat(chunks);
    const asked = JSON.parse(
      String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes),
    ) as object;
    const known = Object.keys(asked).filter((name) => names.includes(name));
    return response.end(JSON.stringify(Object.assign({}, ...known.map(advisory))));
  };

test(
  'a registry that knows advisories and none of ours is the only one from which "none" is believed',
  longEnough,
  async () => {
    expect(await askAdvisories(folder, await registry(knowing('lodash')))).toEqual({ kind: 'asked', advised: [] });
  },
);

test('what the registry names is named, with how bad it is', longEnough, async () => {
  expect(await askAdvisories(folder, await registry(knowing('lodash', 'one-of-ours')))).toEqual({
    kind: 'asked',
    advised: [
      {
        name: 'one-of-ours',
        severity: 'high',
        titles: ['one-of-ours is bad https://advisories.example/one-of-ours'],
      },
    ],
  });
});

test.for<[string, RequestListener, RegExp]>([
  ['answers 405', (_request, response) => response.writeHead(405).end('{"error":"no such method"}'), /405/],
  ['says yes to everything', knowing(), /knows nothing even of lodash/],
  ['breaks off', (request) => request.socket.destroy(), /./],
])(
  'a registry that %s was not asked: nothing is known, and nobody reads that nothing is wrong',
  longEnough,
  async ([, listener, why]) => {
    expect(await askAdvisories(folder, await registry(listener))).toEqual({
      kind: 'unasked',
      why: expect.stringMatching(why),
    });
  },
);

test('a report that is none is no answer', () => {
  for (const text of ['', 'null', '{}', '{"auditReportVersion":2}', '{"message":"405 Method Not Allowed"}', '<html>'])
    expect(readAuditReport(text).kind).toBe('unasked');
});
