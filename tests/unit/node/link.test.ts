import { Encoder, ExtData } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClockOffset } from '../../../gateway/perception/node/clock-offset.ts';
import { maxFrameBytes, parseHello, parseWelcome } from '../../../gateway/perception/node/link-frames.ts';
import { createKeyShare, deriveLinkKeys, nodePassword } from '../../../gateway/perception/node/link-keys.ts';
import { createNodeLink, type LinkProblem, type NodeLink } from '../../../gateway/perception/node/node-link.ts';
import { createOpener, createSealer } from '../../../gateway/perception/node/seal-frames.ts';
import { createSendQueue, type QueuedMessage } from '../../../gateway/perception/node/send-queue.ts';
import { decodeMessage, encodeMessage } from '../../../gateway/perception/node/wire-values.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const identity = { site: 'linden', node: 'yard-box', secret: 'node-secret-not-a-real-one' };

function agreeKeys(nodeSide = identity, gatewaySide = identity) {
  const [node, gateway] = [createKeyShare(), createKeyShare()];
  const shares = [node.publicKey, gateway.publicKey] as const;
  return {
    node: deriveLinkKeys(nodeSide, node.agree(gateway.publicKey)!, ...shares),
    gateway: deriveLinkKeys(gatewaySide, gateway.agree(node.publicKey)!, ...shares),
  };
}

describe('the keys of a link', () => {
  test('are the same at both ends, and others in each session, direction, site and node', () => {
    const first = agreeKeys();
    expect(first.node).toEqual(first.gateway);
    expect(first.node.up).not.toEqual(first.node.down);
    expect(agreeKeys().node.up).not.toEqual(first.node.up);
    for (const other of [{ secret: 'node-secret-not-the-right-1' }, { node: 'gate-box' }, { site: 'elm' }]) {
      const { node, gateway } = agreeKeys({ ...identity, ...other });
      expect(node.up).not.toEqual(gateway.up);
    }
  });

  test('the password that goes over the wire is not the secret and does not hold it', () => {
    const password = nodePassword(identity);
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(password).not.toContain(identity.secret);
    expect(nodePassword({ ...identity, node: 'gate-box' })).not.toBe(password);
  });

  test('a key share that agrees with everybody is refused', () => {
    expect(createKeyShare().agree(new Uint8Array(32))).toBeUndefined();
  });
});

describe('a sealed frame', () => {
  const key = Buffer.alloc(32, 7);
  const text = (frame: ReturnType<ReturnType<typeof createOpener>>) => (frame.ok ? String(frame.bytes) : frame.problem);

  test('is opened once and in order; again, out of order or without the one before it, it is not', () => {
    const seal = createSealer(key);
    const frames = ['a', 'b', 'c'].map((said) => seal(Buffer.from(said)));
    const open = createOpener(key);
    expect(text(open(frames[0]!))).toBe('a');
    expect(text(open(frames[0]!))).toBe('replayed');
    expect(text(open(frames[2]!))).toBe('gap');
    expect(text(open(frames[1]!))).toBe('b');
  });

  test('is not opened with another key, or after a single bit was changed', () => {
    const frame = createSealer(key)(Buffer.from('who may pass'));
    expect(text(createOpener(Buffer.alloc(32, 8))(frame))).toBe('altered');
    // The number says 'gap' or 'replayed'; all other bits say 'altered'.
    for (let bit = 7 * 8; bit < frame.length * 8; bit++) {
      const changed = Buffer.from(frame);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(text(createOpener(key)(changed))).toBe('altered');
    }
    const renumbered = createSealer(key);
    renumbered(Buffer.from('first'));
    const second = renumbered(Buffer.from('second'));
    second.writeUIntBE(0, 1, 6);
    expect(text(createOpener(key)(second))).toBe('altered');
  });

  test('no bytes at all make the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(createOpener(key)(bytes).ok).toBe(false);
        void parseHello(bytes);
        void parseWelcome(bytes, new Uint8Array(32));
        void decodeMessage(bytes, { maxItems: 100 });
      }),
    );
  });
});

describe('a message on the wire', () => {
  test('keeps templates, bytes, and everything else as they are', () => {
    const template = Float32Array.from({ length: 512 }, (_, n) => Math.sin(n));
    const message = {
      kind: 'gallery',
      modelId: 'm',
      entries: [{ person: 'r-1', template }],
      bytes: Uint8Array.of(1, 2),
    };
    const decoded = decodeMessage(encodeMessage({ ...message, jpeg: undefined }), { maxItems: 10 });
    expect(decoded).toEqual({ ok: true, value: message });
  });

  test('with anything else than plain values and templates is refused', () => {
    const encoder = new Encoder();
    for (const value of [new ExtData(42, new Uint8Array(8)), new Date(), new ExtData(1, new Uint8Array(3))]) {
      expect(decodeMessage(encoder.encode({ value }), { maxItems: 10 }).ok).toBe(false);
    }
    expect(decodeMessage(encoder.encode(Array(11).fill(0)), { maxItems: 10 }).ok).toBe(false);
    expect(decodeMessage(encoder.encode(JSON.parse('{"__proto__":{"ok":true}}')), { maxItems: 10 }).ok).toBe(false);
  });
});

/** Two ends joined by a cable that the test moves frames along. */
function joinEnds(maxMessageBytes = 1_000_000) {
  const clock = fakeClock();
  const keys = agreeKeys();
  const queueOf = () => createSendQueue({ clock, maxBytes: 20_000_000, onExpired: () => expired.push(1) });
  const expired: number[] = [];
  const queues = { node: queueOf(), gateway: queueOf() };
  const cables = { up: [] as Uint8Array[], down: [] as Uint8Array[] };
  const got: string[] = [];
  const broken: LinkProblem[] = [];
  const largest = { bytes: 0 };
  const endOf = (side: 'node' | 'gateway'): NodeLink =>
    createNodeLink({
      sendKey: side === 'node' ? keys.node.up : keys.gateway.down,
      receiveKey: side === 'node' ? keys.node.down : keys.gateway.up,
      clock,
      queue: queues[side],
      maxMessageBytes,
      transmit: (frame) => {
        largest.bytes = Math.max(largest.bytes, frame.length);
        cables[side === 'node' ? 'up' : 'down'].push(frame);
      },
      on: {
        message: (bytes) => void got.push(`${bytes.length} ${String.fromCharCode(bytes[0]!)}`),
        broken: (problem) => broken.push(problem),
      },
    });
  const ends = { node: endOf('node'), gateway: endOf('gateway') };
  for (const end of Object.values(ends)) end.open();
  const deliver = (frames = Number.POSITIVE_INFINITY) => {
    for (let n = 0; n < frames && cables.up.length + cables.down.length > 0; n++) {
      const [frame, end] =
        cables.up.length > 0 ? [cables.up.shift()!, ends.gateway] : [cables.down.shift()!, ends.node];
      end.receive(frame);
    }
  };
  const send = (letter: string, bytes: number, more: Partial<QueuedMessage> = {}) => {
    queues.node.add({ bytes: Buffer.alloc(bytes, letter), ...more });
    ends.node.pump();
  };
  return { clock, ends, queues, cables, got, broken, expired, largest, deliver, send };
}

describe('a link', () => {
  test('carries messages of any size whole, in frames that the broker takes', () => {
    const { send, deliver, got, largest } = joinEnds();
    for (const bytes of [1, 16_360, 16_361, 700_000]) send('a', bytes);
    deliver();
    expect(got).toEqual(['1 a', '16360 a', '16361 a', '700000 a']);
    expect(largest.bytes).toBeLessThanOrEqual(maxFrameBytes);
  });

  test('lets somebody at a door pass by a clip that is underway, and sends no more than the other end takes', () => {
    const { send, deliver, got, cables } = joinEnds(10_000_000);
    send('c', 5_000_000);
    const underway = () => cables.up.reduce((sum, frame) => sum + frame.length, 0);
    expect(underway()).toBeLessThan(600_000);
    send('s', 60_000, { urgent: true });
    expect(underway()).toBeLessThan(700_000);
    deliver();
    expect(got).toEqual(['60000 s', '5000000 c']);
  });

  test('says when a message has been taken, and not before', () => {
    const taken: string[] = [];
    const { send, deliver } = joinEnds();
    send('a', 40_000, { sent: () => taken.push('a') });
    deliver(3);
    expect(taken).toEqual([]);
    deliver();
    expect(taken).toEqual(['a']);
  });

  test('ends at a lost, repeated or altered frame, and at a message that is too large', () => {
    const spoil: Record<string, (frames: Uint8Array[]) => void> = {
      gap: (frames) => void frames.splice(1, 1),
      replayed: (frames) => void frames.splice(1, 0, frames[0]!),
      altered: (frames) => {
        frames[1]![20]! ^= 1;
      },
      'message-too-large': () => undefined,
    };
    for (const [problem, change] of Object.entries(spoil)) {
      const { send, deliver, cables, broken, got } = joinEnds(100_000);
      send('a', problem === 'message-too-large' ? 100_001 : 90_000);
      change(cables.up);
      deliver();
      expect(broken).toEqual([problem]);
      expect(got).toEqual([]);
    }
  });

  test('that ends keeps what is urgent for the next session while it is of use, and gives up the rest', () => {
    const given: string[] = [];
    const { send, ends, queues, clock, expired } = joinEnds();
    const until = (ms: number) => ({ urgent: true, expiresAtMs: clock.monotonicMs() + ms });
    send('o', 100, { sent: () => given.push('ordinary') });
    send('l', 100, { ...until(4000), sent: () => given.push('late') });
    send('s', 100, { ...until(9000), sent: () => given.push('soon') });
    ends.node.close();
    expect(given).toEqual(['ordinary']);
    clock.advance(5000);
    const piece = queues.node.next(1000);
    expect(String(piece?.bytes[0])).toBe(String('s'.charCodeAt(0)));
    expect(given).toEqual(['ordinary', 'late']);
    expect(expired).toHaveLength(1);
    expect(queues.node.next(1000)).toBeUndefined();
  });
});

describe('the clock of another machine', () => {
  test('is understood to within half the shortest round trip, however far off it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), {
          minLength: 1,
          maxLength: 30,
        }),
        (offBy, trips) => {
          const offset = createClockOffset();
          let nowMs = 1e12;
          for (const [there, back] of trips) {
            offset.answered(nowMs, nowMs + there + offBy, nowMs + there + back);
            nowMs += 2000;
          }
          const least = Math.min(...trips.slice(-8).map(([there, back]) => there + back));
          expect(offset.roundTripMs()).toBe(least);
          expect(Math.abs(offset.toOurs(nowMs + offBy) - nowMs)).toBeLessThanOrEqual(least / 2 + 0.01);
          expect(offset.toTheirs(offset.toOurs(nowMs))).toBeCloseTo(nowMs, 2);
        },
      ),
    );
  });
});
