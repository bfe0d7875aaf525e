import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createLineBudget, readOpenFilesLimit } from '../../../cloud/identity/line-budget.ts';

/** A listener of a process with `limit` descriptors, and a way to ask it over a line that is kept. */
async function listen(limit: number) {
  const server = createServer();
  const lines = createLineBudget(server, limit);
  server.on(
    'request',
    lines.thrifty((_, reply) => void reply.end('heard')),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agents: Agent[] = [];
  onTestFinished(() => {
    for (const agent of agents) agent.destroy();
    server.close();
  });
  const newGateway = () => {
    const agent = new Agent({ keepAlive: true });
    agents.push(agent);
    return async () => {
      const [answer] = await once(get({ host: '127.0.0.1', port, agent }), 'response');
      answer.resume();
      await once(answer, 'close');
      return answer.headers.connection as string;
    };
  };
  return { lines, newGateway };
}

test('a cloud with descriptors to spare keeps every gateway’s line', async () => {
  const { lines, newGateway } = await listen(400);
  for (let at = 0; at < 20; at += 1) expect(await newGateway()()).toBe('keep-alive');
  expect(lines.open()).toBe(20);
  expect(lines.letGo()).toBe(0);
});

test('a cloud that runs short of descriptors answers everybody and lets idle lines go', async () => {
  const { lines, newGateway } = await listen(282);
  const gateways = Array.from({ length: 120 }, newGateway);
  const first = await Promise.all(gateways.slice(0, 90).map((ask) => ask()));
  expect(new Set(first)).toEqual(new Set(['keep-alive']));
  for (const ask of gateways.slice(90)) await ask();
  expect(lines.letGo()).toBeGreaterThan(20);
  // what the store and the operators need is left to them
  expect(lines.open()).toBeLessThanOrEqual(91);
  // who was let go comes back and is answered
  expect(await gateways.at(-1)!()).toBe('close');
});

test('the process knows how many descriptors it has', () => {
  expect(readOpenFilesLimit()).toBeGreaterThanOrEqual(256);
});
