import fastifySecureSession from '@fastify/secure-session';
import Fastify from 'fastify';
import { demand, type FuzzTarget } from '../fuzz-target.ts';

const app = Fastify();
await app.register(fastifySecureSession, {
  key: Buffer.alloc(32, 7),
  cookieName: 'ringward',
  expiry: 3600,
  cookie: { path: '/' },
});
app.get('/', (request) => ({
  user: (request.session as unknown as { get(key: string): unknown }).get('user') ?? null,
}));
app.get('/in', (request, reply) => {
  (request.session as unknown as { set(key: string, value: unknown): void }).set('user', 'guard');
  return reply.send({});
});
const sealed = String((await app.inject('/in')).headers['set-cookie']).split(';')[0]!;
const printable = (input: Uint8Array) =>
  Buffer.from(input)
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '');

export const target: FuzzTarget = {
  name: 'session-cookies',
  about: 'a cookie that was not sealed here signs nobody in, and breaks no request',
  share: 0.25,
  seeds: [sealed, 'ringward=;', `a=b; ${sealed.slice(0, -9)}; ringward=%00`, 'ringward="x;y"; __proto__=1'],
  words: ['ringward=', ';', '%', '"'],
  async run(input) {
    const cookie = printable(input);
    const answer = await app.inject({ url: '/', headers: { cookie } });
    demand(answer.statusCode === 200, `answered ${answer.statusCode}`);
    const { user } = answer.json<{ user: string | null }>();
    // base64 has several texts for the same bytes: what was sealed may come in each
    demand(user === null || user === 'guard', 'nobody is signed in by a guess');
  },
};
