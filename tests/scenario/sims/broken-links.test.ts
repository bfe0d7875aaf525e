import { expect, test } from 'vitest';
import { type Link, openLink } from '../../../firmware-sims/device/mqtt-link.ts';
import { silentLog } from '../../../firmware-sims/log.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { openTappedRelay } from '../node/tapped-relay.ts';

test('a device whose line goes dead with several messages under way gives each of them up, and ends that line once', async () => {
  const running = await runGateway(smallSite());
  const relay = await openTappedRelay(running.gateway.mqttPort);
  const topic = (channel: string) => `sac/v1/linden/3/smoke-1/${channel}`;
  const up = Promise.withResolvers<Link>();
  const down = Promise.withResolvers<void>();
  let downs = 0;
  openLink({
    ...{ host: '127.0.0.1', port: relay.port, id: 'smoke-1', secret: 'smoke-secret-1', log: silentLog },
    ...{ commandTopic: topic('cmd'), will: { topic: topic('availability'), payload: '{}' } },
    // the keepalive ends it, long before an answer is missed
    ...{ keepaliveSeconds: 1, answerTimeoutMs: 60_000 },
    up: up.resolve,
    message: () => {},
    down: () => {
      downs += 1;
      down.resolve();
    },
  });
  const link = await up.promise;
  relay.freeze();
  const said = [1, 2, 3].map((seq) =>
    link.publish(topic('event'), { boot: 'b', seq, type: 'tested', data: {} }, false),
  );
  expect(await Promise.all(said)).toEqual([false, false, false]);
  await down.promise;
  expect([downs, link.up]).toEqual([1, false]);
  await relay.close();
  await running.stop();
}, 60_000);
