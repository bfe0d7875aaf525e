import { randomBytes } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import { attemptMs, deliverEach, type ExportAdapter, readTrouble, type Trouble } from '../export-adapter.ts';
import { answerChallenge, parseChallenge } from '../http-digest.ts';
import type { Answer, Posted, Poster } from '../outbound.ts';
import { checkAddress, readTarget, restoreTarget } from '../read-target.ts';
import { toViewObject } from './gat1400-objects.ts';

const digits = (count: number) => Type.String({ pattern: `^\\d{${count}}$` });
const target = {
  url: Type.String({ pattern: '^https?://[^/?#]+/?$', maxLength: 300, description: 'of the view library' }),
  deviceId: Type.String({ pattern: '^\\d{20}$', description: 'under which this cloud is known there' }),
  user: Type.String({ minLength: 1, maxLength: 100 }),
  organisation: digits(12),
  dispositionId: Type.Optional(digits(33)),
  subscribeId: Type.Optional(digits(33)),
  devices: Type.Optional(
    Type.Record(Type.String({ pattern: '^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}$' }), digits(20), { maxProperties: 5000 }),
  ),
};
const strict = { additionalProperties: false } as const;
const parseInput = createParser(
  Type.Object({ ...target, password: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
);
const Stored = Type.Object(target, strict);
const parseStored = createParser(Stored);
type Stored = Static<typeof Stored>;

const keepAliveMs = 60_000;
const mediaType = 'application/VIID+JSON;charset=utf-8';
/** Status codes that are about the content: format or content of the JSON is wrong. From memory. */
const contentCodes = [7, 8];

/** The status within an answer, whichever of its shapes was used; undefined where it says none. */
function readStatus(body: string | undefined): number | undefined {
  const found = /"StatusCode"\s*:\s*"?(\d{1,4})"?/.exec(body ?? '');
  return found ? Number(found[1]) : undefined;
}

function readViewTrouble(posted: Posted): Trouble | undefined {
  const trouble = readTrouble(posted);
  if (trouble) return trouble;
  const status = readStatus((posted as { answer: Answer }).answer.body);
  if (status === undefined || status === 0) return undefined;
  return { kind: contentCodes.includes(status) ? 'refused' : 'failed', why: `VIID ${status}` };
}

function createSession(poster: Poster, { url, deviceId, user }: Stored, password: string) {
  let registered = false;
  const base = url.replace(/\/$/, '');
  const ask = (path: string, body: object, headers: Record<string, string> = {}) =>
    poster.post(base + path, {
      headers: { 'content-type': mediaType, accept: mediaType, 'user-identify': deviceId, ...headers },
      body: JSON.stringify(body),
      timeoutMs: attemptMs,
    });

  /** The first request asks for the challenge, the second one answers it. */
  async function register(): Promise<Trouble | undefined> {
    if (registered) return undefined;
    const path = '/VIID/System/Register';
    const body = { RegisterObject: { DeviceID: deviceId } };
    let posted = await ask(path, body);
    if (posted.ok && posted.answer.status === 401) {
      const challenge = parseChallenge(posted.answer.headers['www-authenticate']);
      if (!challenge) return { kind: 'failed', why: 'no-digest' };
      const cnonce = randomBytes(16).toString('hex');
      const authorization = answerChallenge(challenge, { method: 'POST', uri: path, user, password, cnonce });
      posted = await ask(path, body, { authorization });
    }
    const trouble = readViewTrouble(posted);
    registered = trouble === undefined;
    // a registration that is refused is no event's fault
    return trouble && { ...trouble, kind: 'failed' };
  }

  const keepAlive = setInterval(() => {
    if (!registered) return;
    // it never rejects; one that failed shows at the next event, which registers anew
    void ask('/VIID/System/Keepalive', { KeepaliveObject: { DeviceID: deviceId } }).then((posted) => {
      if (readViewTrouble(posted)) registered = false;
    });
  }, keepAliveMs);
  keepAlive.unref();

  return {
    register,
    async post(path: string, body: object): Promise<Trouble | undefined> {
      const trouble = (await register()) ?? readViewTrouble(await ask(path, body));
      if (trouble?.kind === 'failed') registered = false;
      return trouble;
    },
    close() {
      clearInterval(keepAlive);
      poster.close();
    },
  };
}

/** The interface of a GA/T 1400.4 view library, as a client: registers by HTTP digest, keeps itself alive, posts one object an event. */
export const gat1400: ExportAdapter = {
  kind: 'gat1400',
  needs: ['event', 'time', 'alarmType', 'gateway', 'source'],
  oneByOne: true,
  parseTarget(input, outbound) {
    const { password, ...shown } = readTarget(parseInput, input);
    checkAddress(shown.url, outbound, 'named-hosts');
    return { target: shown, hidden: { password } };
  },
  open({ target: stored, hidden }, { outbound }) {
    const known = restoreTarget(parseStored, stored);
    const { organisation, dispositionId, subscribeId, devices = {} } = known;
    const session = createSession(outbound.open(), known, hidden.password!);
    return {
      deliver: (batch, goOn) =>
        deliverEach(batch, goOn, async (item) => {
          const object = toViewObject(item, { organisation, dispositionId, subscribeId, devices });
          return object ? session.post(object.path, object.body) : 'left-out';
        }),
      probe: session.register,
      close: async () => session.close(),
    };
  },
};
