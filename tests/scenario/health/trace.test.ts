import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { removeFolder, startTestCloud, type TestCloud, tokenOf } from '../cloud/test-cloud.ts';

interface SeenSpan {
  service: string;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

interface OtlpBody {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Omit<SeenSpan, 'service'>[] }[];
  }[];
}

/** A collector: takes OTLP over HTTP in JSON and keeps the spans, and everything that it was sent as text. */
async function openCollector() {
  const spans: SeenSpan[] = [];
  let text = '';
  const server: Server = createServer(async (request, reply) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    text += body;
    for (const { resource, scopeSpans } of (JSON.parse(body) as OtlpBody).resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
      for (const { spans: own } of scopeSpans) spans.push(...own.map((span) => ({ ...span, service })));
    }
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    spans,
    text: () => text,
    url: `http://127.0.0.1:${port}/v1/traces`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let collector: Awaited<ReturnType<typeof openCollector>>;
let cloud: TestCloud;
let running: RunningGateway;
beforeEach(async () => {
  collector = await openCollector();
});
afterEach(async () => {
  await running.stop();
  await cloud.close();
  collector.close();
  for (const folder of [cloud.folder, running.dir]) removeFolder(folder);
});

async function start(share: number): Promise<void> {
  const tracing = { otlpUrl: collector.url, share };
  cloud = await startTestCloud({ config: { tracing } });
  const site = smallSite({ tracing, cloud: { url: cloud.url, token: tokenOf['gw-1'] } });
  running = await runGateway(site);
}

/** Stops both, which sends what waits. */
async function spansOf(name: string): Promise<SeenSpan[]> {
  await expect.poll(() => collector.spans.some((span) => span.name === name), { timeout: 20_000 }).toBe(true);
  return collector.spans;
}

test('one card at a door is one trace, from the reader to the disk of the cloud', { timeout: 60_000 }, async () => {
  await start(1);
  const controller = await running.device('gate-controller');
  const reader = await running.device('gate-reader');
  const [holder] = running.site.residents!;
  await reader.event(1, 'card-presented', { card: holder!.cards![0] });
  await expect.poll(() => controller.commands.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await controller.answer(controller.commands[0]!);
  await spansOf('cloud.commit');
  await expect.poll(() => collector.spans.map(({ name }) => name), { timeout: 20_000 }).toContain('gateway.command');
  const write = collector.spans.find(({ name, traceId }) => {
    const ofTrace = collector.spans.filter((span) => span.traceId === traceId).map((span) => span.name);
    return name === 'outbox.write' && ofTrace.includes('access.decide');
  })!;
  const trace = () => collector.spans.filter(({ traceId }) => traceId === write.traceId);
  const wanted = [
    ...['device.message', 'gateway.handle', 'access.decide', 'outbox.write', 'gateway.command', 'uplink.send'],
    'cloud.commit',
  ];
  await expect
    .poll(() => wanted.filter((name) => !trace().some((span) => span.name === name)), { timeout: 20_000 })
    .toEqual([]);
  const commit = trace().find(({ name }) => name === 'cloud.commit')!;
  expect(commit).toMatchObject({ service: 'ringward-cloud', parentSpanId: write.spanId });
  const roots = trace().filter(({ parentSpanId }) => !parentSpanId);
  expect(roots.map(({ name, service }) => [name, service])).toEqual([['device.message', 'ringward-gateway']]);
  for (const { startTimeUnixNano, endTimeUnixNano } of trace())
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
  for (const secret of [holder!.cards![0]!, holder!.id, holder!.name]) expect(collector.text()).not.toContain(secret);
});

test('where nobody is lucky an alarm of priority 1 is traced all the same, and nothing else is', {
  timeout: 60_000,
}, async () => {
  await start(0);
  const reader = await running.device('gate-reader');
  await reader.event(1, 'card-presented', { card: 'uid:0BADBEEF' });
  const smoke = await running.device('smoke-1');
  await smoke.event(1, 'smoke-detected');
  const spans = await spansOf('cloud.commit');
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(spans.map(({ name }) => name)).not.toContain('access.decide');
});

test('a real gateway tells its cloud how it is', { timeout: 60_000 }, async () => {
  await start(0);
  const metrics = async () =>
    (await cloud.read<{ gateways: { lastSeenMs: number | null }[] }>('/v1/gateways')).gateways;
  await expect.poll(async () => (await metrics())[0]?.lastSeenMs, { timeout: 15_000 }).not.toBeNull();
  const { points } = await cloud.read<{ points: Record<string, number | null>[] }>('/v1/gateways/gw-1/health');
  expect(points[0]).toMatchObject({ devicesTotal: 6, problems: 0 });
  for (const figure of ['diskFreeMb', 'diskTotalMb', 'memoryUsedMb', 'databaseMb', 'loadPermille'])
    expect(points[0]![figure], figure).toEqual(expect.any(Number));
  const own = await (await fetch(`${running.gateway.consoleUrl}/metrics`)).text();
  for (const name of ['disk_free_bytes', 'outbox_oldest_seconds{lane="event"}', 'load_one_minute'])
    expect(own).toContain(`ringward_${name}`);
});
