import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromSources, ToSources } from './source-host.ts';

type WithoutCall<Message> = Message extends { call: number } ? Omit<Message, 'call'> : never;

/** The cameras of the bench, in a process of their own, so that what they cost is not counted as the gateway's. */
export interface Sources {
  start(cameras: { id: string; idle: string }[]): Promise<Record<string, string>>;
  /** Resolves when it begins, with the moment. */
  play(camera: string, file: string): Promise<number>;
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

export function openSources(): Sources {
  const child = fork(new URL('source-host.ts', import.meta.url), [], { execArgv: [], serialization: 'advanced' });
  const waiting = new Map<number, (answer: FromSources['answer']) => void>();
  let calls = 0;
  child.on('message', ({ call, answer }: FromSources) => {
    waiting.get(call)?.(answer);
    waiting.delete(call);
  });
  const ask = (message: WithoutCall<ToSources>) =>
    new Promise<FromSources['answer']>((resolve) => {
      waiting.set(++calls, resolve);
      child.send({ ...message, call: calls });
    });
  return {
    start: async (cameras) => (await ask({ ask: 'start', cameras })) as Record<string, string>,
    play: async (camera, file) => (await ask({ ask: 'play', camera, file })) as number,
    cpuMs: async () => (await ask({ ask: 'cpu' })) as number,
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
