import { get, type IncomingMessage } from 'node:http';

export interface EventStream {
  /** The next event of one of those names, as JSON; others are passed over. */
  next<T>(...names: string[]): Promise<T>;
  closed: Promise<void>;
  close(): void;
}

interface Message {
  name: string;
  data: string;
}

function parseMessage(block: string): Message {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
  return { name: field('event'), data: field('data') };
}

/** Listens to `/v1/live` as a browser's EventSource does; returns once the cloud has said hello. */
export async function openEventStream(url: string, headers: { cookie: string }): Promise<EventStream> {
  const request = get(`${url}/v1/live`, { headers });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  const messages: Message[] = [];
  let wake = () => {};
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop()!;
    messages.push(...blocks.map(parseMessage));
    wake();
  });
  const closed = new Promise<void>((resolve) => {
    response.on('close', resolve);
  });
  response.on('error', () => {
    // the cloud ended the stream, which is what `closed` tells
  });
  const next = async <T>(...names: string[]): Promise<T> => {
    for (;;) {
      const message = messages.shift();
      if (message && names.includes(message.name)) return JSON.parse(message.data) as T;
      if (!message)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  };
  await next('hello');
  return { next, closed, close: () => request.destroy() };
}
