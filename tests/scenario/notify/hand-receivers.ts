import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Call {
  headers: IncomingMessage['headers'];
  body: string;
}

export interface WebhookReceiver {
  url: string;
  calls: Call[];
  /** How it answers from now on; 204 to begin with. */
  answer(how: (response: ServerResponse, call: Call) => void): void;
  close(): Promise<void>;
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const calls: Call[] = [];
  let how: Parameters<WebhookReceiver['answer']>[0] = (response) => void response.writeHead(204).end();
  const server = createHttpServer(async (request, response) => {
    const call = { headers: request.headers, body: await text(request) };
    calls.push(call);
    how(response, call);
  });
  const port = await portOf(server);
  return {
    url: `http://127.0.0.1:${port}/ring`,
    calls,
    answer: (next) => {
      how = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface MailReceiver {
  port: number;
  /** As they came after DATA, header and text. */
  mails: { to: string[]; content: string }[];
  /** Says nothing any more, not even a greeting. */
  hang(): void;
  close(): Promise<void>;
}

/** As much of SMTP (RFC 5321) as a sender without extensions needs. */
export async function openMailReceiver(): Promise<MailReceiver> {
  const mails: MailReceiver['mails'] = [];
  const sockets = new Set<Socket>();
  let hangs = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (!hangs) converse(socket, mails);
  });
  const port = await portOf(server);
  return {
    port,
    mails,
    hang: () => {
      hangs = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function converse(socket: Socket, mails: MailReceiver['mails']): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let to: string[] = [];
  let content: string[] | undefined;
  let rest = '';
  const hear = (line: string) => {
    if (content) {
      if (line !== '.') return void content.push(line.startsWith('.') ? line.slice(1) : line);
      mails.push({ to, content: content.join('\n') });
      content = undefined;
      to = [];
      return void say('250 kept');
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') to.push(/<(.*)>/.exec(line)?.[1] ?? line);
    if (verb === 'DATA') content = [];
    say({ DATA: '354 go on', QUIT: '221 bye' }[verb] ?? '250 well');
    if (verb === 'QUIT') socket.end();
  };
  say('220 mail.test');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop()!;
    for (const line of lines) hear(line);
  });
}
